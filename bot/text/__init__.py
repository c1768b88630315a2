"""Text for people: catalogues, escaping, truncation, durations and safe templates."""
