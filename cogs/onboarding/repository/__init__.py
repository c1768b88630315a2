"""Every query of onboarding; none of them commits."""
