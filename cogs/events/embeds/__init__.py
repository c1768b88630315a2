"""What events look like."""
