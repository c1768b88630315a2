"""Buttons of recognition."""
