"""Every query of events."""
