"""The one builder of embeds: what it makes never breaks Discord's limits.

The limits: https://docs.discord.com/developers/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

import discord

from bot.text.catalogue import ENGLISH
from bot.text.kernel import T
from bot.text.truncate import pages, truncate

TITLE: Final = 256
DESCRIPTION: Final = 4_096
FIELDS: Final = 25
FIELD_NAME: Final = 256
FIELD_VALUE: Final = 1_024
FOOTER: Final = 2_048
AUTHOR: Final = 256
MESSAGE_TOTAL: Final = 6_000
EMBEDS: Final = 10

NEUTRAL: Final = discord.Colour(0x5865F2)
GOOD: Final = discord.Colour(0x2E9E5B)
CAUTION: Final = discord.Colour(0xE0A030)
BAD: Final = discord.Colour(0xC8433C)
QUIET: Final = discord.Colour(0x80848E)

# Discord refuses an empty name or value.
_BLANK = "\u200b"
# What is left of a description beside many fields.
_LEAST_DESCRIPTION = 1_000


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    value: str
    inline: bool

    @property
    def size(self) -> int:
        return len(self.name) + len(self.value)


class EmbedBuilder:
    """Collects the parts of an embed, shortening each to its own limit on a word or sentence.

    ``build`` makes one embed and shortens what is too much; ``build_pages`` makes as many as
    the content needs. Texts are shown as they are given: escape what a person wrote.
    """

    def __init__(
        self,
        title: str = "",
        description: str = "",
        *,
        colour: discord.Colour = NEUTRAL,
        url: str | None = None,
        timestamp: datetime | None = None,
        locale: str = ENGLISH,
    ) -> None:
        self._title = _shortened(title, TITLE)
        self._description = description.strip()
        self._colour = colour
        self._url = url
        self._timestamp = timestamp
        self._locale = locale
        self._fields: list[_Field] = []
        self._footer: tuple[str, str | None] = ("", None)
        self._author: tuple[str, str | None, str | None] = ("", None, None)
        self._image: str | None = None
        self._thumbnail: str | None = None

    def field(self, name: str, value: str, *, inline: bool = False) -> Self:
        """Add a field. An empty name or value is shown as blank."""
        self._fields.append(
            _Field(
                _shortened(name, FIELD_NAME) or _BLANK,
                _shortened(value, FIELD_VALUE) or _BLANK,
                inline,
            )
        )
        return self

    def footer(self, text: str, icon_url: str | None = None) -> Self:
        """Set the footer; markdown is not rendered there."""
        self._footer = (_shortened(text, FOOTER), icon_url)
        return self

    def author(self, name: str, url: str | None = None, icon_url: str | None = None) -> Self:
        """Set the line above the title; markdown is not rendered there."""
        self._author = (_shortened(name, AUTHOR), url, icon_url)
        return self

    def image(self, url: str) -> Self:
        """Show a picture below; ``attachment://name.png`` for one sent along."""
        self._image = url
        return self

    def thumbnail(self, url: str) -> Self:
        """Show a small picture beside the title."""
        self._thumbnail = url
        return self

    def build(self, room: int = MESSAGE_TOTAL) -> discord.Embed:
        """Return one embed of at most ``room`` characters in all.

        Where there is too much, the description is shortened first, then the last fields give
        way to one that counts them. Raises ValueError where not even title, author and footer
        fit in ``room``.
        """
        left = self._room_beside_frame(room)
        fields_size = sum(field.size for field in self._fields)
        description_room = min(DESCRIPTION, left, max(_LEAST_DESCRIPTION, left - fields_size))
        description = _shortened(self._description, description_room)
        return self._assemble(description, self._fitting(left - len(description)))

    def build_pages(self) -> list[discord.Embed]:
        """Return as many embeds as the content needs, each fit for a message of its own.

        All have the title, author, footer and pictures; the description comes first, then
        the fields. Raises ValueError where title, author and footer leave too little room.
        """
        room = self._room_beside_frame(MESSAGE_TOTAL)
        if room < FIELD_NAME + FIELD_VALUE:
            raise ValueError("title, author and footer leave no room for content")
        texts = pages(self._description, min(DESCRIPTION, room)) or [""]
        made = [self._assemble(text, []) for text in texts[:-1]]
        description, batch = texts[-1], list[_Field]()
        left = room - len(description)
        for field in self._fields:
            if len(batch) == FIELDS or field.size > left:
                made.append(self._assemble(description, batch))
                description, batch, left = "", [], room
            batch.append(field)
            left -= field.size
        return [*made, self._assemble(description, batch)]

    def _room_beside_frame(self, room: int) -> int:
        left = room - len(self._title) - len(self._footer[0]) - len(self._author[0])
        if left < 0:
            raise ValueError(f"title, author and footer do not fit in {room} characters")
        return left

    def _fitting(self, room: int) -> list[_Field]:
        if len(self._fields) <= FIELDS and sum(field.size for field in self._fields) <= room:
            return self._fields
        # The widest that the counting field can be.
        room -= self._more(len(self._fields)).size
        kept: list[_Field] = []
        for field in self._fields[: FIELDS - 1]:
            if field.size > room:
                break
            room -= field.size
            kept.append(field)
        if room < 0:
            return []
        return [*kept, self._more(len(self._fields) - len(kept))]

    def _more(self, count: int) -> _Field:
        return _Field(_BLANK, T.plain("embed-more-fields", self._locale, count=count), inline=False)

    def _assemble(self, description: str, fields: Iterable[_Field]) -> discord.Embed:
        embed = discord.Embed(
            title=self._title or None,
            # Discord refuses an embed without any content.
            description=description or (None if self._title else _BLANK),
            colour=self._colour,
            url=self._url,
            timestamp=self._timestamp,
        )
        for field in fields:
            embed.add_field(name=field.name, value=field.value, inline=field.inline)
        footer, footer_icon = self._footer
        if footer:
            embed.set_footer(text=footer, icon_url=footer_icon)
        name, url, author_icon = self._author
        if name:
            embed.set_author(name=name, url=url, icon_url=author_icon)
        return embed.set_image(url=self._image).set_thumbnail(url=self._thumbnail)


def build_message(builders: Sequence[EmbedBuilder]) -> list[discord.Embed]:
    """Return the embeds of one message: 10 at most, 6,000 characters over all of them.

    The first come first: where the room ends, an embed is shortened, and those for which
    nothing is left are not there. For content that must all be seen use ``build_pages``.
    """
    embeds: list[discord.Embed] = []
    left = MESSAGE_TOTAL
    for builder in builders[:EMBEDS]:
        try:
            embed = builder.build(left)
        except ValueError:
            break
        embeds.append(embed)
        left -= len(embed)
    return embeds


def _shortened(text: str, limit: int) -> str:
    text = text.strip()
    return truncate(text, limit) if text and limit > 0 else ""
