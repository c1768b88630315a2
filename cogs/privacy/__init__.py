"""Privacy: what is kept of a member, for them to see, take along and have deleted."""
