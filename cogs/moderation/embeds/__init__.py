"""How moderation looks on Discord."""
