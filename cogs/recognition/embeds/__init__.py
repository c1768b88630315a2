"""How recognition looks on Discord."""
