"""Automod as managers and moderators see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.text.catalogue import Raw
from bot.text.durations import format_duration
from bot.text.escape import escape
from bot.text.truncate import truncate
from bot.ui.embeds import CAUTION, GOOD, NEUTRAL, EmbedBuilder
from cogs.moderation.domain.automod.change import keys_of
from cogs.moderation.domain.automod.engine import Explanation, State, Verdict
from cogs.moderation.domain.automod.registry import RULES
from cogs.moderation.domain.automod.rule import Act, Measure, RuleSettings
from cogs.moderation.texts import T

_VALUE = 200
_WHAT = 80
_MARKS = {State.FIRED: "🔴", State.QUIET: "🟢", State.EXEMPT: "⚪", State.OFF: "⚫"}


def reason_of(verdict: Verdict, locale: str) -> str:
    """Return why something is done, for the member too: the rules, never a server's lists."""
    rules = ", ".join(T.plain(f"automod-rule-{rule.key}", locale) for rule in verdict.broken)
    return T.plain("automod-reason", locale, rules=rules)


def seen(verdict: Verdict, locale: str) -> str:
    """Return what each rule found, for moderators: the entry of a list, or how much of what."""
    return "; ".join(
        T.plain(
            "automod-seen",
            locale,
            rule=T.plain(f"automod-rule-{rule.key}", locale),
            found=_found(rule.measure, locale),
        )
        for rule in verdict.broken
    )


def _found(measure: Measure, locale: str) -> str:
    if measure.limit == 1 and measure.what:
        return truncate(measure.what, _WHAT)
    counted = T.plain(
        "automod-counted", locale, value=f"{measure.value:g}", limit=f"{measure.limit:g}"
    )
    return f"{counted} ({truncate(measure.what, _WHAT)})" if measure.what else counted


def acts_text(verdict: Verdict, locale: str) -> str:
    """Return what a verdict does, in words, mildest first."""
    said = [_act(act, verdict, locale) for act in verdict.acts]
    return ", ".join(said) or T.plain("automod-act-nothing", locale)


def _act(act: Act, verdict: Verdict, locale: str) -> str:
    name = T.plain(f"automod-act-{act}", locale)
    if act is Act.TIMEOUT:
        more = format_duration(verdict.timeout, parts=2, locale=locale)
    elif act is Act.SLOWMODE and verdict.slowmode is not None:
        pace = format_duration(verdict.slowmode.pace, parts=2, locale=locale)
        lasts = format_duration(verdict.slowmode.lasts, parts=2, locale=locale)
        more = T.plain("automod-pace", locale, pace=pace, lasts=lasts)
    elif act is Act.ROLE:
        roles = " ".join(f"<@&{role_id}>" for role_id in verdict.role_ids)
        more = roles or T.plain("automod-nothing", locale)
    else:
        return name
    return f"{name} ({more})"


def dry_run(verdict: Verdict, member_id: int, locale: str, more: int = 0) -> EmbedBuilder:
    """Return what would be done if this were no dry run; ``more``: so many were not said."""
    text = T.say(
        "automod-would",
        locale,
        member=Raw(f"<@{member_id}>"),
        acts=Raw(acts_text(verdict, locale)),
        rules=seen(verdict, locale),
    )
    if more:
        text += " " + T.say("automod-would-more", locale, count=more)
    title = T.plain("automod-would-title", locale)
    return EmbedBuilder(title, text, colour=CAUTION, locale=locale)


def with_others(builder: EmbedBuilder, others: Mapping[str, State], locale: str) -> discord.Embed:
    """Return a dry run with what the rules that were not broken make of it."""
    for state in (State.QUIET, State.EXEMPT):
        names = [
            T.plain(f"automod-rule-{key}", locale) for key, one in others.items() if one is state
        ]
        if names:
            name = f"{_MARKS[state]} {T.plain(f'automod-others-{state}', locale)}"
            builder.field(name, ", ".join(names))
    return builder.footer(T.plain("automod-would-next", locale)).build()


def explained_pages(
    explained: tuple[Explanation, ...], would: Verdict, locale: str, *, dry_run: bool
) -> list[discord.Embed]:
    """Return what every rule makes of a text, those that fire first, and what would be done."""
    order = list(State)[::-1]
    # What a name may be says nothing about a message: it stands last.
    ranked = sorted(explained, key=lambda one: (one.about_names, order.index(one.state)))
    fired = [one for one in ranked if one.fires]
    key = "automod-test-fires" if fired else "automod-test-quiet"
    text = T.say(key, locale, count=len(fired))
    if dry_run:
        text += "\n" + T.say("automod-dry-run-is-on", locale)
    builder = EmbedBuilder(
        T.plain("automod-test-title", locale),
        text,
        colour=CAUTION if fired else GOOD,
        locale=locale,
    )
    if fired:
        builder.field(T.plain("automod-test-acts", locale), acts_text(would, locale))
    for one in ranked:
        mark = _MARKS[State.EXEMPT if one.about_names else one.state]
        name = f"{mark} {T.plain(f'automod-rule-{one.key}', locale)}"
        builder.field(name, _verdict(one, locale), inline=True)
    return builder.build_pages()


def rule_pages(
    policy: dict[str, RuleSettings], locale: str, *, dry_run: bool
) -> list[discord.Embed]:
    """Return all rules: on or off, what they do, and what was set."""
    on = sum(settings.enabled for settings in policy.values())
    text = T.say("automod-list-about", locale, on=on, count=len(policy))
    if dry_run:
        text += "\n" + T.say("automod-dry-run-is-on", locale)
    title = T.plain("automod-list-title", locale)
    builder = EmbedBuilder(title, text, colour=NEUTRAL, locale=locale)
    for key, settings in policy.items():
        mark = _MARKS[State.QUIET] if settings.enabled else _MARKS[State.OFF]
        builder.field(f"{mark} {T.plain(f'automod-rule-{key}', locale)}", _settings(key, settings))
    return builder.build_pages()


def value_text(value: Any, locale: str) -> str:
    """Return the value of a setting as people read it."""
    if isinstance(value, tuple | frozenset):
        return ", ".join(map(str, value)) or T.plain("automod-nothing", locale)
    if isinstance(value, bool):
        return T.plain("automod-on" if value else "automod-off", locale)
    if value is None:
        return T.plain("automod-nothing", locale)
    return str(value)


def _settings(key: str, settings: RuleSettings) -> str:
    usual = RULES[key].settings_type()
    acts = ", ".join(settings.actions)
    parts = [f"`{key}`", f"actions: {acts}"]
    for name in keys_of(key):
        value = getattr(settings, name)
        if name == "actions" or value == getattr(usual, name):
            continue
        if isinstance(value, tuple | frozenset):
            parts.append(f"{name}: {len(value)}")
        else:
            parts.append(f"{name}: {value}")
    return truncate(escape(" · ".join(parts)).replace("\\`", "`"), _VALUE)


def _verdict(one: Explanation, locale: str) -> str:
    if one.measure is None:
        return T.say("automod-exempt", locale)
    measured = _measured(one.measure, locale)
    if one.about_names:
        key = "automod-name-fires" if one.measure.fired else "automod-name-quiet"
        return T.say(key, locale, measured=measured)
    key = f"automod-{one.state}" if one.state is not State.OFF else _off_key(one.measure)
    return T.say(key, locale, measured=measured)


def _off_key(measure: Measure) -> str:
    return "automod-would-fire" if measure.fired else "automod-would-not"


def _measured(measure: Measure, locale: str) -> str:
    what = truncate(measure.what, _WHAT)
    if measure.limit == 1 and what:
        return what
    counted = T.plain(
        "automod-measured", locale, value=f"{measure.value:g}", limit=f"{measure.limit:g}"
    )
    return f"{counted} ({what})" if what else counted
