"""What events do on Discord when a job is due."""
