"""Events and AMAs as files."""
