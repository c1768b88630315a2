"""The commands of events."""
