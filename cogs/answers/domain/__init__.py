"""Pure rules of questions and answers."""
