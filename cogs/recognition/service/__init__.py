"""Use cases of recognition."""
