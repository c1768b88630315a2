"""What recognition does on Discord when a job is due."""
