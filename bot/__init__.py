"""The kernel of Steward: what every feature stands on. It knows no feature."""

__version__ = "0.1.0"
