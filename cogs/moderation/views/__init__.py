"""Buttons, forms and messages of moderation."""
