"""Every query of moderation."""
