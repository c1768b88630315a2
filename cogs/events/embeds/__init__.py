"""How events look on Discord."""
