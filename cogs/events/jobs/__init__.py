"""Handlers of what is due of events."""
