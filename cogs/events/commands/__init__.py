"""Commands and listeners of events."""
