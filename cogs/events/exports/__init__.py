"""Events as files: calendars and tables."""
