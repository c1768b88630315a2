"""Pure rules of onboarding."""
