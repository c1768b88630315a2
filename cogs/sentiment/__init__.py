"""Sentiment: how the mood of a server, its channels and days is; never of one member."""
