"""Buttons and forms of events."""
