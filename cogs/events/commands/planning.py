"""``/event create`` and ``/event edit``: a draft is shown with its time, then saved by a press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.text.dates import Moment, Reading, read_moment
from cogs.events.commands.completing import (
    active_choices,
    model_choices,
    repeat_choices,
    start_choices,
    zone_choices,
)
from cogs.events.commands.given import (
    DEFAULT,
    Channel,
    Given,
    filled,
    lasting,
    picture_of,
    repeating,
    writable,
    zone_of,
)
from cogs.events.commands.group import EXAMPLE, event, thinking
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import (
    CAPACITY_LIMIT,
    DESCRIPTION_LIMIT,
    NAME_LIMIT,
    Kind,
    Place,
    Plan,
    PlanState,
)
from cogs.events.domain.rule import Rule, shifted
from cogs.events.domain.series import begun, first_of, happened, start_of
from cogs.events.service.planning import Details, Planning
from cogs.events.service.templates import Templates
from cogs.events.settings import GuildSettings
from cogs.events.texts import T
from cogs.events.views.draft import DraftView

if TYPE_CHECKING:
    from bot.client import Steward

_KINDS: Final = [app_commands.Choice(name=T.plain(f"kind-{one}"), value=str(one)) for one in Kind]
_SCOPES: Final = [
    app_commands.Choice(name=T.plain(f"scope-{one}"), value=one) for one in ("all", "next")
]
Name = app_commands.Range[str, 1, NAME_LIMIT]
About = app_commands.Range[str, 1, DESCRIPTION_LIMIT]
Capacity = app_commands.Range[int, 1, CAPACITY_LIMIT]
NewCapacity = app_commands.Range[int, 0, CAPACITY_LIMIT]
_OPTIONS: Final = (
    "name",
    "kind",
    "start",
    "duration",
    "end",
    "channel",
    "link",
    "address",
    "capacity",
    "repeat",
    "role",
    "host",
    "cohosts",
    "partners",
    "picture",
    "description",
    "series",
    "post_in",
    "zone",
)
_DESCRIBED: Final = {one: T.plain(f"option-event-{one.replace('_', '-')}") for one in _OPTIONS}
_COMPLETED: Final = {"start": start_choices, "repeat": repeat_choices, "zone": zone_choices}


class PlanningCommands(commands.Cog):
    """Making and changing events; mixed into the cog of ``/event``."""

    _bot: Steward
    _planning: Planning

    @event.command(
        name="create",
        description=T.plain("command-event-create"),
        extras={EXAMPLE: "example-event-create"},
    )
    @app_commands.describe(**_DESCRIBED, like=T.plain("option-event-like"))
    @app_commands.choices(kind=_KINDS)
    @app_commands.autocomplete(like=model_choices, **_COMPLETED)
    @managers()
    async def create(
        self,
        interaction: discord.Interaction[Any],
        name: Name,
        start: str,
        kind: str | None = None,
        duration: str | None = None,
        end: str | None = None,
        channel: Channel | None = None,
        link: str | None = None,
        address: str | None = None,
        capacity: Capacity | None = None,
        repeat: str | None = None,
        role: discord.Role | None = None,
        host: discord.Member | None = None,
        cohosts: str | None = None,
        partners: str | None = None,
        picture: discord.Attachment | None = None,
        description: About | None = None,
        series: str | None = None,
        post_in: discord.TextChannel | None = None,
        zone: str | None = None,
        like: str | None = None,
    ) -> None:
        """Show what would be planned, and when; keep it when that is right."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        given = Given(
            name=name,
            kind=kind,
            start=start,
            duration=duration,
            end=end,
            channel=channel,
            link=link,
            address=address,
            capacity=capacity,
            repeat=repeat,
            role=role,
            host=host,
            cohosts=cohosts,
            partners=partners,
            description=description,
            series=series,
            post_in=post_in,
            zone=zone,
        )
        shot = await picture_of(picture, locale)
        model = await self._model(interaction, guild, like, locale)
        plan = filled(model, given, guild, locale)
        if plan.kind is Kind.OTHER and kind is None and plan.place.is_hybrid:
            plan = replace(plan, kind=Kind.HYBRID)
        if plan.card_channel_id is None:
            plan = replace(
                plan, card_channel_id=await self._card_channel(interaction, guild, locale)
            )
        now = self._bot.clock.now()
        reading, own = await self._reading(interaction, guild, given, now, locale)
        rule = repeating(given, reading.moments[0].wall, locale)

        def starting(plan: Plan, moment: Moment) -> Plan:
            length = lasting(given, moment.instant, own, now, model.duration, locale)
            plan = replace(plan, duration=length)
            return begun(plan, moment.wall, reading.zone, moment.fold, rule)

        def shows(plan: Plan, moment: Moment) -> tuple[Details, Sequence[datetime]]:
            return self._shown(starting(plan, moment))

        async def saves(plan: Plan, moment: Moment) -> str:
            made = await self._planning.create(starting(plan, moment), shot, locale)
            return T.say(
                "event-created",
                locale,
                name=made.plan.name,
                number=Raw(made.plan.event_id),
                start=made.occurrence.starts_at,
                channel=Raw(f"<#{made.plan.card_channel_id}>"),
            )

        view = DraftView(interaction.user.id, locale, plan, reading, shows, saves)
        await view.send(interaction, view.question(), embed=view.embed())

    @event.command(
        name="edit",
        description=T.plain("command-event-edit"),
        extras={EXAMPLE: "example-event-edit"},
    )
    @app_commands.rename(which="event")
    @app_commands.describe(
        **{name: text for name, text in _DESCRIBED.items() if name != "post_in"},
        which=T.plain("option-event"),
        scope=T.plain("option-event-scope"),
        no_channel=T.plain("option-event-no-channel"),
    )
    @app_commands.choices(kind=_KINDS)
    @app_commands.choices(scope=_SCOPES)
    @app_commands.autocomplete(which=active_choices, **_COMPLETED)
    @managers()
    async def edit(
        self,
        interaction: discord.Interaction[Any],
        which: str,
        name: Name | None = None,
        start: str | None = None,
        kind: str | None = None,
        duration: str | None = None,
        end: str | None = None,
        channel: Channel | None = None,
        link: str | None = None,
        address: str | None = None,
        capacity: NewCapacity | None = None,
        repeat: str | None = None,
        role: discord.Role | None = None,
        host: discord.Member | None = None,
        cohosts: str | None = None,
        partners: str | None = None,
        picture: discord.Attachment | None = None,
        description: About | None = None,
        series: str | None = None,
        zone: str | None = None,
        scope: str = "all",
        no_channel: bool = False,
    ) -> None:
        """Show what it would be; keep it when that is right, and tell who answered."""
        guild, locale = await thinking(interaction), str(interaction.locale)
        given = Given(
            name=name,
            kind=kind,
            start=start,
            duration=duration,
            end=end,
            channel=channel,
            link=link,
            address=address,
            capacity=capacity,
            repeat=repeat,
            role=role,
            host=host,
            cohosts=cohosts,
            partners=partners,
            description=description,
            series=series,
            zone=zone,
        )
        shot = await picture_of(picture, locale)
        found = await self._planning.details(guild.id, which, locale)
        if found.plan.state is not PlanState.ACTIVE:
            raise UserError(T.say("event-over", locale, name=found.plan.name))
        before, was = found.plan, found.occurrence
        plan = filled(before, given, guild, locale)
        if no_channel:
            plan = replace(plan, place=replace(plan.place, channel_id=None, room=None))
        now = self._bot.clock.now()
        reading, own = await self._reading(interaction, guild, given, now, locale, was, before)
        first = reading.moments[0]
        length = lasting(given, first.instant, own, now, before.duration, locale)
        plan = replace(plan, duration=length)
        only_next = scope == "next"
        if only_next and (plan != replace(before, duration=length) or repeat is not None):
            raise UserError(T.say("event-next-time-only", locale))
        rule = self._rule(before, was, given, first, locale)

        def starting(plan: Plan, moment: Moment) -> Plan:
            if only_next or (start is None and repeat is None):
                return plan
            return begun(plan, moment.wall, reading.zone, moment.fold, rule)

        def begins(plan: Plan, moment: Moment) -> datetime | None:
            if start is None and repeat is None:
                return None
            return moment.instant if only_next else start_of(starting(plan, moment))

        def shows(plan: Plan, moment: Moment) -> tuple[Details, Sequence[datetime]]:
            at = begins(plan, moment) or was.starts_at
            moved = replace(was, starts_at=at, ends_at=at + plan.duration)
            after = starting(plan, moment)
            return replace(found, plan=after, occurrence=moved), self._planning.following(after, at)

        async def saves(plan: Plan, moment: Moment) -> str:
            made = await self._planning.save(
                before,
                starting(plan, moment),
                begins(plan, moment),
                only_next=only_next,
                picture=shot,
                locale=locale,
            )
            return T.say(
                "event-saved", locale, name=made.plan.name, start=made.occurrence.starts_at
            )

        view = DraftView(interaction.user.id, locale, plan, reading, shows, saves)
        await view.send(interaction, view.question(), embed=view.embed())

    # -- what both need --------------------------------------------------------------------

    def _shown(self, plan: Plan) -> tuple[Details, Sequence[datetime]]:
        occurrence = first_of(plan)
        following = self._planning.following(plan, occurrence.starts_at)
        return Details(plan, occurrence), following

    async def _model(
        self,
        interaction: discord.Interaction[Any],
        guild: discord.Guild,
        like: str | None,
        locale: str,
    ) -> Plan:
        """Return what is not given: as in another event, or as usual."""
        now = self._bot.clock.now()
        if like is not None:
            template = await self._bot.ports.get(Templates).find(guild.id, like)
            earlier = template or (await self._planning.details(guild.id, like, locale)).plan
            return replace(
                earlier,
                event_id=0,
                revision=1,
                state=PlanState.ACTIVE,
                created_by=interaction.user.id,
                created_at=now,
                recurrence=None,
                picture=None,
            )
        return Plan(
            guild_id=guild.id,
            event_id=0,
            name="",
            kind=Kind.OTHER,
            description="",
            wall_start=now.replace(tzinfo=None),
            zone="UTC",
            duration=DEFAULT,
            place=Place(),
            created_at=now,
            host_id=interaction.user.id,
            created_by=interaction.user.id,
        )

    async def _card_channel(
        self, interaction: discord.Interaction[Any], guild: discord.Guild, locale: str
    ) -> int:
        chosen = (await self._bot.guild_settings.get(guild.id, GuildSettings)).cards_channel_id
        channel = guild.get_channel(chosen or interaction.channel_id or 0)
        if channel is None:
            raise UserError(T.say("event-card-gone", locale))
        return writable(guild, channel, locale)

    async def _reading(
        self,
        interaction: discord.Interaction[Any],
        guild: discord.Guild,
        given: Given,
        now: datetime,
        locale: str,
        was: Occurrence | None = None,
        plan: Plan | None = None,
    ) -> tuple[Reading, ZoneInfo]:
        """Return when it is to begin, and the zone to read other times in."""
        own = zone_of(given, await self._bot.member_zones.get(guild.id, interaction.user.id))
        if given.start is not None or was is None or plan is None:
            return read_moment(given.start or "", own, now, locale), own
        there = was.starts_at.astimezone(ZoneInfo(plan.zone))
        wall = there.replace(tzinfo=None, fold=0)
        return Reading(plan.zone, (Moment(wall, there.fold, was.starts_at),)), own

    def _rule(
        self, before: Plan, was: Occurrence, given: Given, first: Moment, locale: str
    ) -> Rule | None:
        if given.repeat is not None:
            return repeating(given, first.wall, locale)
        if before.recurrence is None:
            return None
        old = was.planned_at.astimezone(ZoneInfo(before.zone)).date()
        rule = Rule.from_json(before.recurrence)
        return shifted(rule, old, first.wall.date(), happened(before, old))
