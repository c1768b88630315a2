"""Rules that are kept, fairly: cases, automod, reports, appeals."""
