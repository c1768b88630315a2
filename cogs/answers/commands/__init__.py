"""Commands and listeners of questions and answers."""
