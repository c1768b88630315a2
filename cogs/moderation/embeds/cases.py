"""Cases as moderators and members see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import discord

from bot.text.catalogue import Raw, timestamp
from bot.text.durations import format_duration
from bot.text.escape import escape
from bot.text.truncate import truncate
from bot.ui.embeds import BAD, CAUTION, GOOD, NEUTRAL, QUIET, EmbedBuilder
from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from cogs.moderation.domain.case import Case
from cogs.moderation.repository.cases import RETURN, Change
from cogs.moderation.texts import T

_COLOURS = {
    Action.NOTE: QUIET,
    Action.WARN: CAUTION,
    Action.TIMEOUT: CAUTION,
    Action.KICK: BAD,
    Action.BAN: BAD,
    Action.UNTIMEOUT: GOOD,
    Action.UNBAN: GOOD,
    Action.UNLOCK: GOOD,
}
_REASON_IN_LINE = 90
# What Discord refused is kept as its number, such as "Discord 50013".
_BY_DISCORD = "Discord "
# Discord shows at most so much of a reason in a field.
_REASON_IN_FIELD = 1_000


def case_embed(case: Case, locale: str, changes: list[Change] | None = None) -> discord.Embed:
    """Return a case with all that is known of it, for moderators."""
    title = T.plain("case-title", locale, number=case.number, action=action_name(case, locale))
    colour = QUIET if case.voided_at is not None else _COLOURS.get(case.action, NEUTRAL)
    builder = EmbedBuilder(title, colour=colour, timestamp=case.created_at, locale=locale)
    if case.target_id is not None:
        builder.field(T.say("case-member", locale), who(case.target_id), inline=True)
    builder.field(T.say("case-moderator", locale), moderator(case, locale), inline=True)
    if case.channel_id is not None:
        builder.field(T.say("case-channel", locale), f"<#{case.channel_id}>", inline=True)
    if case.messages is not None:
        builder.field(T.say("case-messages", locale), str(case.messages), inline=True)
    if case.role_id is not None:
        builder.field(T.say("case-role", locale), f"<@&{case.role_id}>", inline=True)
    if case.duration is not None and case.ends_at is not None:
        lasts = T.say(
            "case-lasts-until",
            locale,
            duration=format_duration(case.duration, parts=2, locale=locale),
            end=timestamp(case.ends_at, "f"),
        )
        builder.field(T.say("case-lasts", locale), lasts, inline=True)
    if case.rule is not None:
        builder.field(T.say("case-rule", locale), _rule(case, locale), inline=True)
    if case.strikes:
        builder.field(T.say("case-strikes", locale), str(case.strikes), inline=True)
    reason = truncate(escape(case.reason), _REASON_IN_FIELD) if case.reason else ""
    builder.field(T.say("case-reason", locale), reason or T.say("reason-none", locale))
    if case.evidence:
        builder.field(
            T.say("case-evidence", locale), truncate(escape(case.evidence), _REASON_IN_FIELD)
        )
    builder.field(T.say("case-went", locale), how_it_went(case, locale))
    for change in changes or ():
        builder.field(*_change(change, locale))
    return builder.footer(T.plain(f"source-{case.source.replace('_', '-')}", locale)).build()


def notice_embed(case: Case, server: str, appeal: str, locale: str) -> discord.Embed:
    """Return what the member is told: what, why, for how long, how to appeal. Never by whom."""
    builder = EmbedBuilder(
        T.plain(f"notice-{case.action}", locale, server=server),
        colour=_COLOURS.get(case.action, NEUTRAL),
        timestamp=case.created_at,
        locale=locale,
    )
    if case.reason:
        builder.field(T.say("case-reason", locale), truncate(escape(case.reason), _REASON_IN_FIELD))
    if case.rule is not None:
        builder.field(T.say("case-rule", locale), _rule(case, locale), inline=True)
    if case.ends_at is not None:
        builder.field(T.say("notice-until", locale), str(timestamp(case.ends_at, "f")), inline=True)
    if case.action is not Action.UNTIMEOUT:
        text = escape(appeal) if appeal else T.say("notice-appeal-how", locale)
        builder.field(T.say("notice-appeal", locale), text)
    return builder.footer(T.plain("case-number", locale, number=case.number)).build()


def void_embed(void: Sequence[Case], server: str, locale: str) -> discord.Embed:
    """Return what a member is told whose cases were taken back. Never by whom, nor why."""
    lines = [
        T.say(
            "notice-void",
            locale,
            action=action_name(case, locale),
            when=timestamp(case.created_at, "d"),
            number=case.number,
        )
        for case in void
    ]
    title = T.plain("notice-void-title", locale, server=server)
    return EmbedBuilder(title, "\n".join(lines), colour=GOOD, locale=locale).build()


def case_line(case: Case, locale: str) -> str:
    """Return a case in a line or two."""
    key = "case-line-void" if case.voided_at is not None else "case-line"
    reason = case.reason.replace("\n", " ")
    return T.say(
        key,
        locale,
        number=case.number,
        action=action_name(case, locale),
        when=timestamp(case.created_at, "d"),
        member=Raw(f"<@{case.target_id}>" if case.target_id is not None else "–"),
        moderator=Raw(moderator(case, locale)),
        reason=truncate(reason, _REASON_IN_LINE) if reason else T.plain("reason-none", locale),
        rule="" if case.rule is None else Raw(f" ({_rule(case, locale)})"),
    )


def how_it_went(case: Case, locale: str) -> str:
    """Return what was and was not done, in sentences."""
    parts = [T.say(f"outcome-{case.outcome}", locale)]
    if case.failure and case.outcome in {Outcome.FAILED, Outcome.DONE}:
        parts[0] = T.say(f"outcome-{case.outcome}-why", locale, why=why(case.failure, locale))
    if case.dm is not Dm.NONE:
        parts.append(T.say(f"dm-{case.dm}", locale))
    if case.cause is not None:
        parts.append(T.say("case-followed", locale, number=case.cause))
    if case.ended_at is not None and case.ends_at is not None:
        parts.append(T.say("case-ended", locale, when=timestamp(case.ended_at, "f")))
    if case.voided_at is not None:
        parts.append(T.say("case-void", locale, when=timestamp(case.voided_at, "f")))
    return " ".join(parts)


def why(failure: str, locale: str) -> str | Raw:
    """Return in a sentence why something was not done."""
    if failure.startswith(_BY_DISCORD):
        return Raw(T.say("why-discord", locale, code=failure.removeprefix(_BY_DISCORD)))
    return Raw(T.say("why-held", locale)) if failure == "held" else failure


def action_name(case: Case, locale: str) -> str:
    """Return what was done, as a word."""
    return T.plain(f"action-{case.action}", locale)


def moderator(case: Case, locale: str) -> str:
    """Return who did it."""
    if case.moderator_id is None:
        by_discord = case.source is Source.AUDIT_LOG
        return T.say("moderator-discord" if by_discord else "moderator-steward", locale)
    return f"<@{case.moderator_id}>"


def who(member_id: int) -> str:
    """Return a member so that they are known also when they have left."""
    return f"<@{member_id}>\n-# {member_id}"


def lasting(duration: timedelta | None, locale: str) -> str:
    """Return how long something is for; nothing where it has no end."""
    if duration is None:
        return ""
    return T.plain(
        "for-duration", locale, duration=format_duration(duration, parts=2, locale=locale)
    )


def _rule(case: Case, locale: str) -> str:
    """Return the cited rule by number, and by title where one was published."""
    if case.rule_title is None:
        return T.say("rule", locale, rule=case.rule or 0)
    return T.say("rule-cited", locale, rule=case.rule or 0, title=case.rule_title)


def _change(change: Change, locale: str) -> tuple[str, str]:
    if change.kind == RETURN:
        text = T.say("change-return", locale, when=timestamp(change.changed_at, "f"))
        return T.say("change-return-title", locale), text
    text = T.say(
        f"change-{change.kind}",
        locale,
        moderator=Raw(f"<@{change.moderator_id}>" if change.moderator_id else "–"),
        when=timestamp(change.changed_at, "f"),
        before=truncate(change.before, 300) if change.before else T.plain("reason-none", locale),
        after=truncate(change.after, 300) if change.after else T.plain("reason-none", locale),
    )
    return T.say(f"change-{change.kind}-title", locale), text
