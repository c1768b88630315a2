"""What is due, done."""
