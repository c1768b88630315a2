"""Buttons of sentiment."""
