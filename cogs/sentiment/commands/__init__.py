"""Commands of sentiment."""
