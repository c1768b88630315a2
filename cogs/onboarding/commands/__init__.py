"""Commands and listeners of onboarding."""
