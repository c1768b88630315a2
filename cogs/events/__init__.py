"""Events and AMAs: planned in minutes, remembered by everyone, measured afterwards."""
