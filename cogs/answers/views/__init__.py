"""What can be pressed in questions and answers."""
