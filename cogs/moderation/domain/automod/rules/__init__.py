"""One rule a file: its settings, and what it measures."""
