"""What questions and answers do on Discord when a job is due."""
