"""Sending a layout once, whatever is killed when.

``bot.delivery`` tells messages apart by their text and embeds, and by the job that sends them. A
layout has neither, and a greeting of several belongs to the jobs of them all: it is told by its
own button instead. Discord answers the nonce of the last few minutes with the message that is
there already; past that, the channel is looked at for the one with that button.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.jobs import Job
from bot.ui.layout import BaseLayout

_CLOCKS_DIFFER = timedelta(minutes=1)


def begun_since(job: Job) -> datetime | None:
    """Return since when an earlier attempt of ``job`` may have sent something, None: never."""
    return job.created_at if job.begun_before else None


async def send_once(
    place: discord.abc.Messageable,
    layout: BaseLayout,
    *,
    nonce: str,
    marker: str,
    unless_since: datetime | None,
    mentions: discord.AllowedMentions | None = None,
) -> discord.Message:
    """Send a layout, or return the message that an earlier attempt sent.

    ``marker`` is the custom id of one of its buttons, by which it is told from any other.
    ``unless_since`` (aware) is the first moment at which an earlier attempt may have sent it;
    None where there was none. Raises what discord.py's ``send`` raises.
    """
    if unless_since is not None:
        found = await _find(place, marker, unless_since)
        if found is not None:
            return found
    return await place.send(
        view=layout, nonce=nonce, allowed_mentions=mentions or discord.AllowedMentions.none()
    )


async def _find(
    place: discord.abc.Messageable, marker: str, since: datetime
) -> discord.Message | None:
    # Discord's clock and ours may differ a little.
    after = since - _CLOCKS_DIFFER
    try:
        async for message in place.history(limit=None, after=after, oldest_first=True):
            if message.author.bot and (marker in message.content or marker in custom_ids(message)):
                return message
    except discord.Forbidden:
        # History cannot be read here: the nonce alone is left.
        return None
    return None


def custom_ids(message: discord.Message) -> set[str]:
    """Return the custom ids of everything in a message that can be pressed."""
    return set(_walk(component.to_dict() for component in message.components))


def _walk(components: Any) -> Iterator[str]:
    for component in components:
        if "custom_id" in component:
            yield component["custom_id"]
        yield from _walk(component.get("components", ()))
