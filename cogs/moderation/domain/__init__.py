"""The pure rules of moderation."""
