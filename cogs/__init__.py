"""The features of Steward: one folder each, discovered by their ``cog.py``."""
