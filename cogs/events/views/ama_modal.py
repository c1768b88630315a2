"""The base of an AMA's forms; their ids say what they are about, so they outlive a restart."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.ui.modals import BaseModal
from cogs.events.texts import T

FORM: Final = (
    r"events-ama-form-(?P<what>ask|anon|reject|edit|write)"
    r":(?P<event>\d{1,9}):(?P<number>\d{1,5}):\d{1,20}"
)


class AmaModal(BaseModal):
    """A form about an AMA; ``about`` is its event, a question (0: none), and who fills it in."""

    def __init__(self, title: str, what: str, about: tuple[int, int, int], locale: str) -> None:
        ids = ":".join(str(one) for one in about)
        super().__init__(
            T.plain(title, locale), locale=locale, custom_id=f"events-ama-form-{what}:{ids}"
        )

    def field(
        self, key: str, limit: int, current: str = "", *, least: int = 1
    ) -> discord.ui.TextInput[Any]:
        """Add a field for a text whose label is the sentence ``key``, and return it."""
        made: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            min_length=least,
            max_length=limit,
            default=current or None,
            custom_id=key,
        )
        self.add_item(discord.ui.Label(text=T.plain(key, self.locale), component=made))
        return made
