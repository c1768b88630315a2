"""How the answers of /privacy look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import discord

from bot.member_data import Declared, HeldRows, Note
from bot.text.catalogue import Raw
from bot.ui.embeds import CAUTION, GOOD, EmbedBuilder
from cogs.privacy.formats import row_text
from cogs.privacy.texts import T

_FEW = 3


def policy_pages(
    everything: Iterable[Declared],
    notes: Iterable[Note],
    periods: Mapping[str, int],
    commands: str,
    locale: str,
) -> list[discord.Embed]:
    """Return the policy: what is kept and how long, what a deletion leaves, and whom to ask.

    ``notes`` tell of what is in no table; ``commands`` are the mentions of what a member can do
    about it.
    """
    everything = tuple(everything)
    by_feature: dict[str, dict[str, None]] = {}
    for one in everything:
        # Some columns of one table are told of in one sentence.
        by_feature.setdefault(one.feature or "", {})[_about(one, periods, locale)] = None
    lists = [
        "\n".join(([f"### {feature.capitalize()}"] if feature else []) + list(lines))
        for feature, lines in by_feature.items()
    ]
    kept = [_kept(one, periods, locale) for one in everything if one.place.on_delete == "keep"]
    parts = (
        T.say("policy-never", locale),
        "\n".join(lists),
        "\n".join([T.say("policy-others", locale), *(_item(note.text(locale)) for note in notes)]),
        T.say("policy-delete", locale, days=periods["forgotten_days"]) + "\n" + "\n".join(kept),
        T.say("policy-server", locale, days=periods["erase_days"]),
        T.say("policy-do", locale, commands=Raw(commands)),
    )
    title = T.say("policy-title", locale)
    return EmbedBuilder(title=title, description="\n\n".join(parts), locale=locale).build_pages()


def data_pages(
    held: Sequence[HeldRows], periods: Mapping[str, int], *, tracked: bool, locale: str
) -> list[discord.Embed]:
    """Return what is kept of the member: how much of each, and the values where they are few."""
    said = T.say("data-tracked" if tracked else "data-untracked", locale)
    embed = EmbedBuilder(
        title=T.say("data-title", locale),
        description=said if held else T.say("data-nothing", locale) + "\n" + said,
        locale=locale,
    )
    for one in held:
        place = one.declared.place
        word = partial(one.declared.word, locale=locale)
        rows = [row_text(row, place, word) for row in one.rows] if one.count <= _FEW else []
        lines = [f"- {text}" for text in rows if text] or [
            T.say("data-entries", locale, count=one.count)
        ]
        embed.field(one.declared.label(locale, **periods), "\n".join(lines))
    return embed.build_pages()


def question_embed(
    everything: Iterable[Declared], periods: Mapping[str, int], locale: str
) -> discord.Embed:
    """Return what is asked before everything is deleted."""
    kept = [_kept(one, periods, locale) for one in everything if one.place.on_delete == "keep"]
    return EmbedBuilder(
        title=T.say("delete-title", locale),
        description=T.say("delete-question", locale, kept=Raw("\n".join(kept))),
        colour=CAUTION,
    ).build()


def deleted_embed(
    facts: int,
    kept: Iterable[Declared],
    periods: Mapping[str, int],
    *,
    tracked: bool,
    locale: str,
) -> discord.Embed:
    """Return what a deletion did, with what was kept and why."""
    reasons = [_kept(one, periods, locale) for one in kept]
    lines = [T.say("delete-done", locale, count=facts)]
    if reasons:
        lines.append(T.say("delete-kept", locale, kept=Raw("\n".join(reasons))))
    lines.append(T.say("delete-fingerprint", locale, days=periods["forgotten_days"]))
    if tracked:
        lines.append(T.say("delete-again", locale))
    return EmbedBuilder(
        title=T.say("delete-done-title", locale), description="\n\n".join(lines), colour=GOOD
    ).build()


def _about(declared: Declared, periods: Mapping[str, int], locale: str) -> str:
    return _item(declared.text(declared.place.about, locale, **periods))


def _item(text: str) -> str:
    name, _, rest = text.partition(":")
    return f"- **{name}**:{rest}"


def _kept(declared: Declared, periods: Mapping[str, int], locale: str) -> str:
    reason = declared.text(declared.place.kept, locale, **periods)
    return f"- **{declared.label(locale, **periods)}**: {reason}"
