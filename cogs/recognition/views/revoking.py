"""What the views of who got what share: a menu of people to take something from, and leafing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import discord

from bot.text.truncate import truncate
from cogs.recognition.texts import T

_LABEL: Final = 100


def name_of(guild: discord.Guild, member_id: int) -> str:
    """Return a member's name; the id of who is not here."""
    member = guild.get_member(member_id)
    return member.display_name if member else str(member_id)


def revoking_menu(
    custom_id: str, placeholder: str, rows: Iterable[tuple[str, str]]
) -> discord.ui.Select[discord.ui.View] | None:
    """Return a menu of (value, label), each value once; None where there is nothing to choose."""
    labels: dict[str, str] = {}
    for value, label in rows:
        labels.setdefault(value, truncate(label, _LABEL))
    if not labels:
        return None
    options = [discord.SelectOption(label=label, value=value) for value, label in labels.items()]
    return discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=options)


def add_leafing(
    view: discord.ui.View, custom_id: str, skip: int, page: int, total: int, locale: str
) -> None:
    """Put the buttons to the pages before and after into ``view``, where there are any.

    Their custom ids are ``custom_id`` and how many rows the page leaves out.
    """
    for key, there in (("newer", skip - page), ("older", skip + page)):
        if 0 <= there < total:
            label = T.plain(f"badge-audit-{key}", locale)
            view.add_item(discord.ui.Button(custom_id=f"{custom_id}:{there}", label=label))
