"""Use cases of sentiment."""
