"""Pure rules of sentiment: what is scored, how, in which language, and how it adds up."""
