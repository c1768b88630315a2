"""What insights does when a job is due."""
