"""Commands and listeners of moderation."""
