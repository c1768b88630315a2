"""Use cases of events."""
