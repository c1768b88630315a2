"""Every query of the feature."""
