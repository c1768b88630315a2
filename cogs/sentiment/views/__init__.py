"""What sentiment shows to press."""
