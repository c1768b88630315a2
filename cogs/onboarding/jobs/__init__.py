"""What onboarding does on Discord when a job is due."""
