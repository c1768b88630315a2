"""Badges, levels, leaderboards and thanks."""
