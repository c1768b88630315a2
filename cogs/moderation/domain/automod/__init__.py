"""Automod: what is read off a message, one rule a file, and what they decide together.

Nothing here knows Discord or the database, and nothing keeps a text longer than a judgement.
"""
