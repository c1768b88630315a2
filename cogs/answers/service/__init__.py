"""Use cases of questions and answers."""
