"""Every query of recognition."""
