"""Every query of insights. Days are local ordinals, half-open from ``first`` to ``end``."""
