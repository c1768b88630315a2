"""What is pressed, chosen and filled in."""
