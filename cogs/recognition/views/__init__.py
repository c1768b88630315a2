"""What can be pressed in recognition."""
