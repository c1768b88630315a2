"""How each step of the wizard looks: its words, apart from what is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import discord

from bot.features import text_of
from bot.text.catalogue import ENGLISH, Raw
from bot.ui.embeds import EmbedBuilder
from cogs.setup.domain.names import Names
from cogs.setup.domain.setting import Setting
from cogs.setup.domain.steps import ASKED, CHANNELS, FEATURES, PREVIEW, ROLES, ZONE
from cogs.setup.formats import bullets, mention_role, shown_value
from cogs.setup.service.values import switchable
from cogs.setup.service.wizard import Chosen, Page
from cogs.setup.texts import T


def step_embed(page: Page, names: Names, now: datetime, locale: str = ENGLISH) -> discord.Embed:
    """Return what a step says: what is asked, why, and what is chosen so far."""
    kind = page.step.partition("-")[0]
    builder = EmbedBuilder(
        title=title_of(page, page.step, locale),
        description=_why(page, locale),
        locale=locale,
    )
    builder.footer(
        T.plain(
            "wizard-where",
            locale,
            number=page.steps.number(page.step),
            count=len(page.steps.all),
        )
    )
    if kind in {ZONE, PREVIEW}:
        builder.field(T.say("wizard-zone", locale), _zone(page, now, locale))
    if kind in {ROLES, PREVIEW}:
        for key, role_ids in (("managers", page.managers), ("moderators", page.moderators)):
            roles = [mention_role(role_id, names, locale) for role_id in role_ids]
            builder.field(
                T.say(f"wizard-{key}", locale),
                ", ".join(roles) or T.say(f"wizard-{key}-none", locale),
            )
    if kind in {FEATURES, PREVIEW}:
        builder.field(T.say("wizard-features", locale), _features(page, names, locale))
    if page.question is not None:
        _question(builder, page, page.question, names, locale)
    if kind == CHANNELS:
        _channels(builder, page.asked, names, locale)
    if kind == PREVIEW:
        for asked in page.questions:
            setting = asked.setting
            builder.field(asked_of(setting, locale), answer_to(setting, asked.value, locale))
    if kind == PREVIEW and page.channels:
        _channel_list(builder, page, names, locale)
    return builder.build()


def title_of(page: Page, step: str, locale: str) -> str:
    """Return how a step is called; a question is called by what it asks."""
    kind, _, number = step.partition("-")
    if kind == ASKED:
        return asked_of(page.questions[int(number)].setting, locale)
    return T.say(f"wizard-{kind}-title", locale)


def asked_of(setting: Setting, locale: str) -> str:
    """Return what the wizard asks about a setting."""
    return text_of(setting.section, setting.asked["question"], locale)


def answer_to(setting: Setting, value: str, locale: str) -> str:
    """Return an answer to that question in words."""
    return text_of(setting.section, f"{setting.asked['answer']}-{value}", locale)


def _why(page: Page, locale: str) -> str:
    if page.question is not None:
        setting = page.question.setting
        return text_of(setting.section, setting.asked["why"], locale)
    return T.say(f"wizard-{page.step.partition('-')[0]}-why", locale)


def _question(builder: EmbedBuilder, page: Page, asked: Chosen, names: Names, locale: str) -> None:
    chosen = answer_to(asked.setting, asked.value, locale)
    if page.beside is not None and not page.beside.value:
        key = f"{asked.setting.asked['alone']}-{asked.value}"
        chosen += "\n" + text_of(asked.setting.section, key, locale)
    builder.field(T.say("wizard-answer", locale), chosen)
    if page.beside is not None:
        _channels(builder, [page.beside], names, locale)


def _zone(page: Page, now: datetime, locale: str) -> str:
    there = now.astimezone(ZoneInfo(page.zone))
    return T.say("wizard-zone-now", locale, zone=Raw(page.zone), time=Raw(f"{there:%H:%M}"))


def _features(page: Page, names: Names, locale: str) -> str:
    every = switchable(names)
    on = ", ".join(feature for feature in every if feature not in page.off)
    off = ", ".join(feature for feature in every if feature in page.off)
    none = T.say("shown-none", locale)
    return T.say("wizard-features-list", locale, on=Raw(on or none), off=Raw(off or none))


def _channels(builder: EmbedBuilder, asked: Sequence[Chosen], names: Names, locale: str) -> None:
    for chosen in asked:
        value = shown_value(chosen.setting, chosen.value, names, locale)
        builder.field(label_of(chosen), f"{chosen.setting.description}\n**→** {value}")


def _channel_list(builder: EmbedBuilder, page: Page, names: Names, locale: str) -> None:
    lines = [
        f"{label_of(chosen)}: {shown_value(chosen.setting, chosen.value, names, locale)}"
        for chosen in page.channels
    ]
    builder.field(T.say("wizard-channels", locale), bullets(lines))


def label_of(chosen: Chosen) -> str:
    """Return how a channel to choose is called: its feature and what it is for."""
    return f"{chosen.setting.section.capitalize()} · {chosen.setting.channel_name}"
