"""How settings, their changes and an import look."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.setting_changes import SettingChange
from bot.text.catalogue import ENGLISH, Raw, timestamp
from bot.ui.embeds import CAUTION, GOOD, NEUTRAL, EmbedBuilder
from cogs.setup.domain.names import Names
from cogs.setup.domain.setting import Setting
from cogs.setup.formats import bullets, shown_value
from cogs.setup.service.settings import Difference, ImportPlan, Shown
from cogs.setup.texts import T

_DIFFERENCES = 20


def settings_pages(
    settings: Sequence[Shown], names: Names, locale: str = ENGLISH
) -> list[discord.Embed]:
    """Return every setting with its value and what it is for, as pages."""
    builder = EmbedBuilder(
        title=T.say("settings-title", locale),
        description=T.say("settings-intro", locale),
        locale=locale,
    )
    for shown in settings:
        value = shown_value(shown.setting, shown.value, names, locale)
        mark = "" if shown.set else T.say("settings-default", locale)
        builder.field(
            f"`{shown.setting.name}`", f"{value} {mark}\n-# {shown.setting.description}".strip()
        )
    return builder.build_pages()


def changed_embed(difference: Difference, names: Names, locale: str = ENGLISH) -> discord.Embed:
    """Return that a setting was changed, from what to what."""
    same = difference.old == difference.new
    return EmbedBuilder(
        title=T.say("setting-kept" if same else "setting-changed", locale),
        description=f"{_line(difference, names, locale)}\n-# {difference.setting.description}",
        colour=NEUTRAL if same else GOOD,
        locale=locale,
    ).build()


def import_embed(plan: ImportPlan, names: Names, locale: str = ENGLISH) -> discord.Embed:
    """Return the difference that an import would make, and what it leaves out."""
    count = len(plan.differences)
    lines = [_line(one, names, locale) for one in plan.differences[:_DIFFERENCES]]
    if count > _DIFFERENCES:
        lines.append(T.say("import-more", locale, count=count - _DIFFERENCES))
    builder = EmbedBuilder(
        title=T.say("import-title", locale, count=count),
        description=bullets(lines),
        colour=CAUTION if plan.problems else NEUTRAL,
        locale=locale,
    )
    if plan.problems:
        builder.field(T.say("import-problems", locale), bullets(plan.problems))
    return builder.build()


def history_pages(
    changes: Sequence[SettingChange],
    settings: dict[str, Setting],
    names: Names,
    locale: str = ENGLISH,
) -> list[discord.Embed]:
    """Return who changed what and when, as pages, newest first."""
    lines = []
    for change in changes:
        setting = settings.get(f"{change.section}.{change.key}")
        if setting is None:
            continue  # of a feature that is no longer there
        who = Raw(f"<@{change.by}>") if change.by else T.say("history-nobody", locale)
        what = _line(Difference(setting, change.old, change.new), names, locale)
        lines.append(f"{timestamp(change.at, 'f')} · {who}\n{what}")
    return EmbedBuilder(
        title=T.say("history-title", locale),
        description="\n\n".join(lines) or T.say("history-empty", locale),
        locale=locale,
    ).build_pages()


def _line(difference: Difference, names: Names, locale: str) -> str:
    setting = difference.setting
    return T.say(
        "difference",
        locale,
        setting=Raw(setting.name),
        old=Raw(shown_value(setting, difference.old, names, locale)),
        new=Raw(shown_value(setting, difference.new, names, locale)),
    )
