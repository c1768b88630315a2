"""The placeholders of the texts that managers write for newcomers."""

from __future__ import annotations

from bot.text.templates import Template

MEMBER = "member"
SERVER = "server"
RULES = "rules"
FIRST_CHANNEL = "first_channel"
INTRODUCTIONS = "introductions"
MEMBERS = "members"
PLACEHOLDERS = frozenset({MEMBER, SERVER, RULES, FIRST_CHANNEL, INTRODUCTIONS, MEMBERS})


def checked(text: str) -> str:
    """Return ``text`` where it is a template with right placeholders.

    Raises UserError, with the list of the right ones, where it is not.
    """
    Template(text, PLACEHOLDERS)
    return text
