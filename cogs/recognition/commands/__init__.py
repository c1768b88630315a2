"""Commands and listeners of recognition."""
