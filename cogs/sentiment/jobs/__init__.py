"""Due work of sentiment."""
