"""The figures, defined once: pure functions of counts."""
