"""The greeting: the server's text, the first steps as buttons, and a way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord

from bot.text.catalogue import Raw
from bot.text.templates import Template
from bot.ui.embeds import GOOD, NEUTRAL
from bot.ui.layout import BaseLayout
from cogs.onboarding.domain import placeholders as names
from cogs.onboarding.domain.steps import Membership, Progress, Step
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.texts import T
from cogs.onboarding.views.ids import begin_id, mute_id, step_id

_DONE, _OPEN = "✅", "▫️"
_EMOJI = {Step.RULES: "📜", Step.INTERESTS: "🧭", Step.INTRODUCE: "👋", Step.BUDDY: "🤝"}


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a newcomer is shown. ``text`` is ready to be shown; ``steps`` are those on offer."""

    membership: Membership
    text: str
    steps: Sequence[Step]
    progress: Progress
    locale: str
    nudge: bool = False


def as_nudge(greeting: Greeting, guild: discord.Guild) -> Greeting:
    """Return the reminder of what is left of a greeting."""
    text = T.say("nudge", greeting.locale, server=guild.name)
    return replace(greeting, text=text, nudge=True)


def welcome_text(
    guild: discord.Guild,
    member: discord.abc.User,
    settings: GuildSettings,
    *,
    returning: bool,
    locale: str,
) -> str:
    """Return the server's text with its placeholders filled in."""
    chosen = settings.rejoin_text if returning else settings.welcome_text
    text = chosen or T.say("welcome-back" if returning else "welcome", locale)
    return Template(text, names.PLACEHOLDERS, locale=locale).render(
        {
            names.MEMBER: Raw(member.mention),
            names.SERVER: guild.name,
            names.RULES: _channel(guild, _rules_channel_id(guild, settings))
            or Raw(T.say("placeholder-rules", locale)),
            names.FIRST_CHANNEL: _channel(guild, settings.first_channel_id)
            or _channel(guild, guild.system_channel.id if guild.system_channel else None)
            or Raw(T.say("placeholder-first-channel", locale)),
            names.INTRODUCTIONS: _channel(guild, settings.introductions_channel_id)
            or Raw(T.say("placeholder-introductions", locale)),
            names.MEMBERS: str(guild.member_count or 1),
        }
    )


def _rules_channel_id(guild: discord.Guild, settings: GuildSettings) -> int | None:
    if settings.rules_channel_id is not None:
        return settings.rules_channel_id
    return guild.rules_channel.id if guild.rules_channel else None


def _channel(guild: discord.Guild, channel_id: int | None) -> Raw | None:
    # One that was deleted would read as "unknown".
    if channel_id is None or guild.get_channel(channel_id) is None:
        return None
    return Raw(f"<#{channel_id}>")


class GreetingLayout(BaseLayout):
    """The greeting as a message; its buttons outlive a restart."""

    def __init__(self, greeting: Greeting) -> None:
        super().__init__(timeout=None, locale=greeting.locale)
        locale, progress = greeting.locale, greeting.progress
        everything = bool(greeting.steps) and all(s in progress.done for s in greeting.steps)
        box: discord.ui.Container[GreetingLayout] = discord.ui.Container(
            accent_colour=GOOD if everything else NEUTRAL
        )
        self.add_item(box)
        box.add_item(self.text(greeting.text))
        if greeting.steps:
            box.add_item(discord.ui.Separator())
            lines = [_line(step, progress, locale) for step in greeting.steps]
            if everything:
                lines.append(T.say("steps-all-done", locale))
            box.add_item(self.text("\n".join(lines)))
            box.add_item(_step_row(greeting))
        row: discord.ui.ActionRow[GreetingLayout] = discord.ui.ActionRow(
            discord.ui.Button(
                label=T.plain("button-unmute" if progress.muted else "button-mute", locale),
                custom_id=mute_id(greeting.membership, nudge=greeting.nudge),
            )
        )
        self.add_item(row)


def _line(step: Step, progress: Progress, locale: str) -> str:
    mark = _DONE if step in progress.done else _OPEN
    return f"{mark} {T.say(f'step-{step}', locale)}"


def _step_row(greeting: Greeting) -> discord.ui.ActionRow[GreetingLayout]:
    row: discord.ui.ActionRow[GreetingLayout] = discord.ui.ActionRow()
    for step in greeting.steps:
        done = step in greeting.progress.done
        row.add_item(
            discord.ui.Button(
                label=T.plain(f"button-{step}", greeting.locale),
                emoji=_EMOJI[step],
                style=discord.ButtonStyle.secondary if done else discord.ButtonStyle.primary,
                # Interests and cards can be changed; the others are done once.
                disabled=done and step in {Step.RULES, Step.BUDDY},
                custom_id=step_id(step, greeting.membership),
            )
        )
    return row


class ChannelGreeting(BaseLayout):
    """A greeting in the welcome channel, of one or of many, with a button for each of them."""

    def __init__(
        self,
        guild: discord.Guild,
        mentions: Sequence[str],
        batch: str,
        locale: str,
    ) -> None:
        super().__init__(timeout=None, locale=locale)
        people = Raw(" ".join(mentions))
        key = "channel-greeting" if len(mentions) == 1 else "channel-greeting-many"
        box: discord.ui.Container[ChannelGreeting] = discord.ui.Container(accent_colour=NEUTRAL)
        self.add_item(box)
        box.add_item(self.text(T.say(key, locale, people=people, server=guild.name)))
        row: discord.ui.ActionRow[ChannelGreeting] = discord.ui.ActionRow(
            discord.ui.Button(
                label=T.plain("button-begin", locale),
                style=discord.ButtonStyle.primary,
                custom_id=begin_id(batch),
            )
        )
        box.add_item(row)
