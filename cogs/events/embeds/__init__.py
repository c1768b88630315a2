"""How events and AMAs look on Discord."""
