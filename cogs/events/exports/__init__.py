"""Events and AMAs as files: calendars, tables, transcripts."""
