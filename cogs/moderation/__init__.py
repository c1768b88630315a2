"""Moderation: rules that are kept, fairly."""
