"""What managers press."""
