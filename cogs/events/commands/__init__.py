"""Commands and listeners."""
