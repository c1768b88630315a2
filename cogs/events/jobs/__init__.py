"""Handlers of due jobs of events."""
