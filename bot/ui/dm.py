"""Direct messages, with somewhere to go where they are closed."""

from __future__ import annotations

import enum
from typing import Any

import discord
import structlog

from bot.text.catalogue import ENGLISH, Raw
from bot.text.kernel import T
from bot.text.truncate import truncate

_log = structlog.get_logger(__name__)

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
CANNOT_SEND_TO_USER = 50007
NO_MUTUAL_SERVER = 50278
OPENING_DMS_TOO_FAST = 40003
_UNREACHABLE = {CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER, OPENING_DMS_TOO_FAST}
_CONTENT_LIMIT = 2_000


class DmOutcome(enum.StrEnum):
    """Where a direct message ended up."""

    DELIVERED = "delivered"
    FALLBACK = "fallback"
    UNDELIVERED = "undelivered"


async def send_dm(
    user: discord.User | discord.Member,
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    view: discord.ui.View | None = None,
    nonce: int | str | None = None,
    fallback: discord.abc.Messageable | None = None,
    fallback_content: str | None = None,
    locale: str = ENGLISH,
) -> DmOutcome:
    """Send ``user`` a direct message; where they cannot get one, write to ``fallback``.

    There ``user`` is mentioned, and alone is pinged; others can read it, so give a
    ``fallback_content`` where ``content`` is private (it stands for content and embed).
    The ``nonce`` makes a repeated send harmless. Raises discord.HTTPException for anything
    but closed direct messages and a fallback that may not be written to.
    """
    try:
        await _send(
            user,
            content=content,
            embed=embed,
            view=view,
            nonce=nonce,
            allowed_mentions=discord.AllowedMentions.none(),
        )
    except discord.HTTPException as error:
        if error.code not in _UNREACHABLE:
            raise
        _log.info("direct message not delivered", user_id=user.id, code=error.code)
    else:
        return DmOutcome.DELIVERED
    if fallback is None:
        return DmOutcome.UNDELIVERED
    public = content if fallback_content is None else fallback_content
    text = T.say(
        "dm-closed-fallback", locale, member=Raw(user.mention), content=Raw(public or "")
    ).strip()
    try:
        await _send(
            fallback,
            content=truncate(text, _CONTENT_LIMIT),
            embed=embed if fallback_content is None else None,
            view=view,
            nonce=nonce,
            allowed_mentions=discord.AllowedMentions(
                everyone=False, roles=False, users=[user], replied_user=False
            ),
        )
    except (discord.Forbidden, discord.NotFound) as error:
        _log.warning("fallback for a direct message failed", user_id=user.id, code=error.code)
        return DmOutcome.UNDELIVERED
    return DmOutcome.FALLBACK


async def _send(target: discord.abc.Messageable, **what: Any) -> None:
    # Messageable.send tells None from "not given" for some of these, so None is left out.
    await target.send(**{name: value for name, value in what.items() if value is not None})
