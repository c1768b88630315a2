"""Acting on a member: look, write down, tell, act, write down how it went.

Everything that moderation does to members goes through ``act``: commands, automod, reports.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.db.patience import hurried
from bot.errors import DatabaseAwayError, UserError
from bot.text.catalogue import Raw
from bot.text.truncate import truncate
from cogs.moderation.domain.actions import (
    AUDIT_REASON,
    ONCE,
    TIMEOUT_AT_ONCE,
    TOLD,
    TOLD_BEFORE,
    Action,
    Dm,
    Outcome,
)
from cogs.moderation.domain.case import Case
from cogs.moderation.service.cases import AT_ONCE, AlreadyActedError, Cases, NewCase
from cogs.moderation.texts import T
from cogs.moderation.views.log import refresh_log
from cogs.moderation.views.looking import check, check_trust, given_role, is_banned, quarantine_role
from cogs.moderation.views.notice import tell

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

Target = discord.Member | discord.User
# What happened must be written down: longer than a person is kept waiting for an answer.
_PATIENCE: Final = timedelta(seconds=30)
# Discord refuses more than 28 days by its own clock.
_CLOCKS_DIFFER: Final = timedelta(seconds=10)
_CLIENT_ERRORS: Final = range(400, 500)


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, where. ``actor`` None: Steward by itself. ``locale``: of who reads refusals."""

    bot: Steward
    guild: discord.Guild
    actor: discord.Member | None
    locale: str

    @property
    def cases(self) -> Cases:
        """The ledger of cases."""
        return self.bot.ports.get(Cases)


@dataclass(frozen=True, slots=True)
class Acted:
    """A case as it went, the member's strikes then, and the case that followed from them."""

    case: Case
    strikes: int
    followed: Case | None


async def act(
    context: Acting, new: NewCase, target: Target, *, delete_messages: timedelta = timedelta(0)
) -> Acted:
    """Do what ``new`` says to ``target``, and to what it leads.

    Nothing is done, nor written down, where it cannot be: raises UserError then, with why. Where
    Discord refuses in the end the case says so: look at its outcome.
    """
    await check_trust(context.bot.guild_settings, context.actor, new.action, context.locale)
    check(context.guild, context.actor, new.action, target, context.locale)
    await _check_state(context, new, target)
    once = AT_ONCE if new.action in ONCE else None
    try:
        opened = await context.cases.open(new, once_within=once)
    except AlreadyActedError as error:
        raise UserError(_already(error.case, context)) from None
    case = await _carry_out(context, opened.case, target, delete_messages)
    followed = opened.escalation
    if followed is not None:
        followed = await _escalate(context, followed, target)
    return Acted(case, opened.strikes, followed)


async def _check_state(context: Acting, new: NewCase, target: Target) -> None:
    """Raise UserError where nothing would change."""
    member = isinstance(target, discord.Member)
    if new.action is Action.UNTIMEOUT and member:
        until = target.timed_out_until  # type: ignore[union-attr] # a member
        if until is None or until <= context.bot.clock.now():
            raise UserError(T.say("timeout-none", context.locale, member=target.display_name))
    elif new.action is Action.QUARANTINE:
        role = await quarantine_role(context.bot.guild_settings, context.guild)
        if role is None:
            raise UserError(T.say("quarantine-none", context.locale))
        if role >= context.guild.me.top_role:
            raise UserError(T.say("quarantine-above", context.locale, role=role.name))
    elif new.action is Action.ROLE:
        given_role(context.guild, new.role_id, context.locale)
    elif new.action in {Action.BAN, Action.UNBAN} and not member:
        await _check_ban(context, new, target)


async def _check_ban(context: Acting, new: NewCase, target: Target) -> None:
    banned = await is_banned(context.guild, target)
    if new.action is Action.UNBAN and not banned:
        raise UserError(T.say("ban-none", context.locale, member=target.name))
    if new.action is Action.BAN and banned and new.duration is None:
        known = await context.cases.lasting(context.guild.id, target.id, Action.BAN)
        if known is None or known.ends_at is None:
            raise UserError(T.say("ban-already", context.locale, member=target.name))


async def _escalate(context: Acting, case: Case, target: Target) -> Case:
    by_itself = Acting(context.bot, context.guild, None, context.locale)
    try:
        check(context.guild, None, case.action, target, context.locale)
    except UserError as error:
        return await _say_done(by_itself, case, Outcome.FAILED, Dm.NONE, str(error))
    return await _carry_out(by_itself, case, target, timedelta(0))


async def _carry_out(
    context: Acting, case: Case, target: Target, delete_messages: timedelta
) -> Case:
    dm = Dm.NONE
    if case.action in TOLD_BEFORE:
        dm = await tell(context.bot, context.guild, case, target)
    outcome, failure = await _attempt(lambda: do(context, case, target, delete_messages), case)
    if outcome is Outcome.DONE and case.action in TOLD - TOLD_BEFORE:
        dm = await tell(context.bot, context.guild, case, target)
    return await _say_done(context, case, outcome, dm, failure)


async def _attempt(work: Callable[[], Awaitable[None]], case: Case) -> tuple[Outcome, str | None]:
    try:
        await work()
    except discord.HTTPException as error:
        _log.warning(
            "moderation refused",
            guild_id=case.guild_id,
            case=case.number,
            status=error.status,
            code=error.code,
        )
        refused = error.status in _CLIENT_ERRORS
        return Outcome.FAILED if refused else Outcome.INTERRUPTED, f"Discord {error.code}"
    except UserError as error:
        return Outcome.FAILED, str(error)
    except (OSError, TimeoutError) as error:
        _log.warning("moderation not answered", case=case.number, error=type(error).__name__)
        return Outcome.INTERRUPTED, type(error).__name__
    return Outcome.DONE, None


async def _say_done(
    context: Acting, case: Case, outcome: Outcome, dm: Dm, failure: str | None
) -> Case:
    try:
        with hurried(_PATIENCE):
            done = await context.cases.done(
                case.guild_id, case.number, outcome=outcome, dm=dm, failure=failure
            )
            # It took so long that it is in the mod log already.
            await refresh_log(context.bot, done)
            return done
    except DatabaseAwayError:
        key = "done-not-written" if outcome is Outcome.DONE else "failed-not-written"
        raise UserError(T.say(key, context.locale, number=case.number)) from None


async def do(
    context: Acting, case: Case, target: Target, delete_messages: timedelta = timedelta(0)
) -> None:
    """Do on Discord what a case says; again does no harm.

    Raises discord.HTTPException, and UserError where what it takes is gone meanwhile.
    """
    guild, reason = context.guild, audit_reason(case, context.actor)
    match case.action:
        case Action.TIMEOUT if isinstance(target, discord.Member):
            await target.timeout(timeout_end(case, context.bot), reason=reason)
        case Action.UNTIMEOUT if isinstance(target, discord.Member):
            await target.timeout(None, reason=reason)
        case Action.QUARANTINE if isinstance(target, discord.Member):
            role = await quarantine_role(context.bot.guild_settings, guild)
            if role is None:
                raise UserError(T.say("quarantine-none", context.locale))
            await target.add_roles(role, reason=reason)
        case Action.ROLE if isinstance(target, discord.Member):
            await target.add_roles(discord.Object(case.role_id or 0), reason=reason)
        case Action.KICK:
            await guild.kick(target, reason=reason)
        case Action.BAN:
            seconds = int(delete_messages.total_seconds())
            await guild.ban(target, reason=reason, delete_message_seconds=seconds)
        case Action.UNBAN:
            await guild.unban(target, reason=reason)
        case _:
            return  # a note or a warning is what is written down


def timeout_end(case: Case, bot: Steward) -> datetime:
    """Return until when Discord is to keep a timeout: 28 days at most, then it is renewed."""
    most = bot.clock.now() + TIMEOUT_AT_ONCE - _CLOCKS_DIFFER
    return most if case.ends_at is None else min(case.ends_at, most)


def audit_reason(case: Case, actor: discord.Member | None) -> str:
    """Return the reason for Discord's own audit log."""
    by = actor.name if actor is not None else T.plain("moderator-steward")
    text = T.plain(
        "audit-reason", number=case.number, by=by, reason=case.reason or T.plain("reason-none")
    )
    return truncate(" ".join(text.split()), AUDIT_REASON)


def _already(case: Case, context: Acting) -> str:
    locale, actor = context.locale, context.actor
    if case.moderator_id is None or (actor is not None and actor.id == case.moderator_id):
        return T.say("already-acted", locale, number=case.number)
    return T.say(
        "already-acted-by",
        locale,
        moderator=Raw(f"<@{case.moderator_id}>"),
        number=case.number,
    )
