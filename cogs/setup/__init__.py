"""Setup: is the bot well in this server, and what to do where it is not."""
