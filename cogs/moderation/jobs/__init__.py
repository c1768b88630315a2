"""What happens on Discord when a job of moderation is due."""
