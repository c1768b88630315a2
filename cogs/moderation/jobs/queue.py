"""What happens on Discord for an item of the queue, when it is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord
import structlog

from bot.guild_settings import ServerSettings
from bot.jobs import GiveUp, Job, Postpone
from bot.text.catalogue import Raw
from bot.text.durations import format_duration
from bot.text.escape import escape
from bot.ui.dm import NO_MUTUAL_SERVER, OPENING_DMS_TOO_FAST
from bot.ui.embeds import EmbedBuilder
from cogs.moderation.domain.queue import DECIDED, Item, Kind
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.service.cases import FEATURE
from cogs.moderation.service.duty import DutyService
from cogs.moderation.service.queue import QueueService
from cogs.moderation.texts import T
from cogs.moderation.views.card import card_of, card_view, redraw_card
from cogs.moderation.views.channels import queue_channel
from cogs.moderation.views.team import moderators_of

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_PINGED_MOST = 5
_TOO_FAST_PAUSE = timedelta(minutes=10)


class QueueJobs:
    """Handles the jobs of kind ``moderation-queue-…``."""

    def __init__(self, bot: Steward, items: QueueService, duty: DutyService) -> None:
        self._bot = bot
        self._items = items
        self._duty = duty

    async def card(self, job: Job) -> None:
        """Show an item to the moderators; the one on duty whose turn it is is asked."""
        found = await self._find(job)
        if found is None:
            return
        guild, item = found
        if item.card_message_id is not None:
            return
        channel = queue_channel(guild, await self._items.settings(guild.id))
        if channel is None:
            if item.state in DECIDED or await self._is_known(job):
                return
            # /modqueue shows it, but who would look there? The managers are told, by /doctor.
            raise GiveUp(T.plain("card-nowhere"))
        locale = str(guild.preferred_locale)
        text, asked = "", list[discord.Member]()
        if item.state not in DECIDED and item.claimed_by is None:
            on_duty = await self._on_duty(guild, item)
            chosen = await self._duty.next_up(guild.id, on_duty.keys())
            if chosen is not None:
                asked = [on_duty[chosen]]
                text = T.say("card-asked", locale, who=Raw(asked[0].mention))
            else:
                text = T.say("card-nobody-on-duty", locale)
        message = await self._bot.delivery.deliver(
            job,
            channel,
            content=text or None,
            embeds=[await card_of(self._bot, item, locale)],
            view=card_view(item, locale),
            allowed_mentions=_pings(asked),
        )
        await self._items.note_card(item, channel.id, message.id)
        # Somebody may have taken it, or reported it too, while it was sent.
        latest = await self._items.find(guild.id, item.item_id)
        if latest is not None and latest != item:
            await redraw_card(self._bot, latest)

    async def _is_known(self, job: Job) -> bool:
        """Tell whether another card could not be shown: once said is enough."""
        async with self._bot.database.read() as connection:
            dead = await self._bot.jobs.store.dead_letters(connection, job.guild_id)
        return any(one.kind == job.kind for one in dead)

    async def release(self, job: Job) -> None:
        """Show what was held back in its channel, as somebody else's words."""
        found = await self._find(job)
        if found is None:
            return
        guild, item = found
        channel = guild.get_channel_or_thread(item.channel_id or 0)
        if not isinstance(channel, discord.abc.Messageable) or item.content is None:
            raise GiveUp(T.plain("held-release-impossible"))
        locale = str(guild.preferred_locale)
        member = guild.get_member(item.target_id or 0)
        name = member.display_name if member is not None else T.plain("queue-somebody", locale)
        title = T.plain("released-title", locale, member=name)
        embed = EmbedBuilder(title, escape(item.content), timestamp=item.opened_at, locale=locale)
        embed.footer(T.plain("released-footer", locale))
        try:
            await self._bot.delivery.deliver(job, channel, embeds=[embed.build()])
        except discord.Forbidden:
            raise GiveUp(T.plain("held-release-forbidden", channel=channel.name)) from None

    async def too_long(self, job: Job) -> None:
        """Say that an item has waited too long: to who is on duty, else to the managers."""
        found = await self._find(job)
        if found is None:
            return
        guild, _ = found
        outcome = await self._items.escalate(guild.id, int(job.payload["item"]))
        if isinstance(outcome, datetime):
            raise Postpone(outcome)
        channel = queue_channel(guild, await self._items.settings(guild.id))
        if outcome is None or channel is None:
            return
        item, locale = outcome, str(guild.preferred_locale)
        people = list((await self._on_duty(guild, item)).values())[:_PINGED_MOST]
        roles = [] if people else await self._manager_roles(guild)
        if not people and not roles and guild.owner is not None:
            people = [guild.owner]
        whom = [one.mention for one in people] + [role.mention for role in roles]
        card = item.card_message_id
        link = item.link if card is None else channel.get_partial_message(card).jump_url
        await self._bot.delivery.deliver(
            job,
            channel,
            content=T.say(
                "queue-too-long" if link else "queue-too-long-no-link",
                locale,
                whom=Raw(" ".join(whom)),
                kind=str(item.kind),
                time=format_duration(self._bot.clock.now() - item.opened_at, parts=2),
                link=Raw(link or ""),
            ).strip(),
            allowed_mentions=_pings(people, roles),
        )
        await redraw_card(self._bot, item)

    async def outcome(self, job: Job) -> None:
        """Tell who reported, or appealed, how it ended: in general words, and never about whom."""
        found = await self._find(job)
        if found is None:
            return
        guild, item = found
        member_id = int(job.payload["member"])
        user = guild.get_member(member_id) or self._bot.get_user(member_id)
        try:
            user = user or await self._bot.fetch_user(member_id)
        except discord.NotFound:
            return
        locale = str(guild.preferred_locale)
        kind = "appeal" if item.kind is Kind.APPEAL else "report"
        text = T.say(f"outcome-{kind}-{item.state}", locale, server=guild.name)
        if item.reply and kind == "appeal":
            text = T.say("appeal-with-reply", locale, said=Raw(text), reply=item.reply)
        try:
            await self._bot.delivery.deliver(job, user, content=text)
        except discord.HTTPException as error:
            if error.code == OPENING_DMS_TOO_FAST:
                raise Postpone(self._bot.clock.now() + _TOO_FAST_PAUSE, anew=False) from None
            if not isinstance(error, discord.Forbidden) and error.code != NO_MUTUAL_SERVER:
                raise
            # They can press Appeal again to read it, or see it on the server.
            _log.info("outcome not delivered", guild_id=guild.id, code=error.code)

    async def forget(self, job: Job) -> None:
        """Take away what was written when its time is over."""
        later = await self._items.forget_content(job.guild_id, int(job.payload["item"]))
        if later is not None:
            raise Postpone(later)
        found = await self._find(job)
        if found is not None:
            # The card shows it, too.
            await redraw_card(self._bot, found[1])

    async def care(self, job: Job) -> None:
        """See who carries too much: of cases, minutes with the queue, or work at night."""
        guild = guild_of(self._bot, job)
        if not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        team = await moderators_of(guild, self._bot.guild_settings)
        for one in await self._duty.load(guild.id, team.keys(), days=1):
            if one.strains:
                await self._items.warn_of(guild.id, one)

    async def much(self, job: Job) -> None:
        """Say, kindly and without a ping, to the managers that a moderator carries a lot today."""
        guild = guild_of(self._bot, job)
        if not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        channel = queue_channel(guild, await self._items.settings(guild.id))
        member = guild.get_member(int(job.payload["member"]))
        if channel is None or member is None:
            return
        locale, roles = str(guild.preferred_locale), await self._manager_roles(guild)
        said = T.say(
            "queue-much",
            locale,
            who=member.display_name,
            **{name: int(job.payload[name]) for name in ("count", "minutes", "night")},
        )
        why = [T.say(f"duty-strain-{strain}", locale) for strain in job.payload["strains"]]
        whom = [role.mention for role in roles]
        text = " ".join([*whom, said, *why, T.say("queue-much-help", locale)])
        await self._bot.delivery.deliver(job, channel, content=text, allowed_mentions=_pings([]))

    async def _find(self, job: Job) -> tuple[discord.Guild, Item] | None:
        """Return what a job is about; None where it is gone, or the feature is off."""
        guild = guild_of(self._bot, job)
        item = await self._items.find(job.guild_id, int(job.payload["item"]))
        if item is None:
            return None
        on = await self._bot.feature_switch.is_on(guild.id, FEATURE)
        return (guild, item) if on else None

    async def _on_duty(self, guild: discord.Guild, item: Item) -> dict[int, discord.Member]:
        """Return who is on duty and may decide an item."""
        team = await moderators_of(guild, self._bot.guild_settings)
        barred = {item.target_id, item.acted_by}
        able = {one: member for one, member in team.items() if one not in barred}
        return {one: able[one] for one in await self._duty.on_now(guild.id, able.keys())}

    async def _manager_roles(self, guild: discord.Guild) -> list[discord.Role]:
        settings = await self._bot.guild_settings.get(guild.id, ServerSettings)
        found = (guild.get_role(role_id) for role_id in settings.manager_role_ids)
        return [role for role in found if role is not None and not role.is_default()]


def _pings(
    people: list[discord.Member], roles: list[discord.Role] | None = None
) -> discord.AllowedMentions:
    return discord.AllowedMentions(
        everyone=False, users=list(people), roles=list(roles or ()), replied_user=False
    )
