"""Telling a member what happened to them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.ui.dm import DmOutcome, send_dm
from cogs.moderation.domain.actions import TOLD, TOLD_BEFORE, Action, Dm
from cogs.moderation.domain.case import Case
from cogs.moderation.embeds.cases import notice_embed, void_embed
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
# That a timeout is over after all is no news when it is taken back.
_TAKEN_BACK: Final = TOLD - {Action.UNTIMEOUT}


class NoticeButtons:
    """Buttons that a notice carries, such as one to appeal; found as a port."""

    def __init__(self) -> None:
        self.makers: list[Callable[[Case, str], discord.ui.Item[discord.ui.View] | None]] = []

    def view(self, case: Case, locale: str) -> discord.ui.View | None:
        """Return the buttons for a case; None where there are none. They must be persistent."""
        items = [item for make in self.makers if (item := make(case, locale)) is not None]
        if not items:
            return None
        view = discord.ui.View(timeout=None)
        for item in items:
            view.add_item(item)
        return view


async def tell(
    bot: Steward, guild: discord.Guild, case: Case, target: discord.Member | discord.User
) -> Dm:
    """Tell somebody by direct message; return whether it arrived. Never raises for Discord."""
    if target.bot:
        return Dm.NONE
    settings = await bot.guild_settings.get(guild.id, GuildSettings)
    locale = str(guild.preferred_locale)
    try:
        outcome = await send_dm(
            target,
            embed=notice_embed(case, guild.name, settings.appeal_text, locale),
            view=_buttons(bot, case, settings, locale),
            nonce=_nonce(case),
        )
    except (discord.HTTPException, OSError) as error:
        _log.warning("member not told", case=case.number, error=type(error).__name__)
        return Dm.FAILED
    return Dm.ARRIVED if outcome is DmOutcome.DELIVERED else Dm.CLOSED


async def tell_void(bot: Steward, guild: discord.Guild, void: Sequence[Case]) -> Dm:
    """Tell somebody that what they were told of was taken back; return whether it arrived.

    Nothing is told of what they never heard of. Never raises for Discord.
    """
    known = [case for case in void if case.dm is Dm.ARRIVED and case.action in _TAKEN_BACK]
    if not known:
        return Dm.NONE
    target_id, locale = known[0].target_id or 0, str(guild.preferred_locale)
    try:
        target = guild.get_member(target_id) or await bot.fetch_user(target_id)
        outcome = await send_dm(
            target,
            embed=void_embed(known, guild.name, locale),
            nonce=_nonce(known[0], "void"),
        )
    except (discord.HTTPException, OSError) as error:
        _log.warning("member not told", case=known[0].number, error=type(error).__name__)
        return Dm.FAILED
    return Dm.ARRIVED if outcome is DmOutcome.DELIVERED else Dm.CLOSED


def _buttons(
    bot: Steward, case: Case, settings: GuildSettings, locale: str
) -> discord.ui.View | None:
    view = bot.ports.get(NoticeButtons).view(case, locale)
    if not settings.appeal_link or case.action not in TOLD_BEFORE:
        return view
    # Soon there may be no way to reach them here.
    view = view or discord.ui.View(timeout=None)
    label = T.plain("notice-appeal-link", locale)
    view.add_item(discord.ui.Button(label=label, url=settings.appeal_link))
    return view


def _nonce(case: Case, what: str = "notice") -> str:
    text = f"{case.guild_id}:{case.number}:{what}"
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
