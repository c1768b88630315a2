"""What the doctor can find."""
