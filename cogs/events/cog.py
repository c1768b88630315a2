"""Composes events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.needs import Need
from cogs.events.commands.events import EventCommands
from cogs.events.commands.watching import EventWatch
from cogs.events.jobs.cards import CardJobs
from cogs.events.jobs.native import NativeJobs
from cogs.events.jobs.telling import TellingJobs
from cogs.events.service.answers import AnswerService
from cogs.events.service.cards import CardService
from cogs.events.service.losses import LossService
from cogs.events.service.native import NativeService
from cogs.events.service.news import NewsService
from cogs.events.service.planning import Planning
from cogs.events.service.queue import (
    CARD,
    CHANGED,
    FEATURE,
    NATIVE,
    OFFER,
    OFFER_OVER,
    POST,
    TOLD,
    Queue,
)
from cogs.events.service.series import Series
from cogs.events.views.card import OfferButton, RsvpButton

if TYPE_CHECKING:
    from bot.client import Steward


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    database, store, clock = bot.database, bot.guild_settings, bot.clock
    for permission in ("send_messages", "embed_links", "attach_files"):
        bot.needs.add(Need(FEATURE, permission, f"need-{permission.replace('_', '-')}"))
    queue = Queue(bot.jobs, clock)
    series = Series(queue, clock)
    answers = AnswerService(database, store, clock, queue)
    planning = Planning(database, clock, queue, series, answers)
    bot.ports.provide(Series, series)
    bot.ports.provide(AnswerService, answers)
    bot.ports.provide(Planning, planning)
    cards = CardJobs(bot, planning, CardService(database, queue))
    bot.jobs.register(POST, cards.post)
    bot.jobs.register(CARD, cards.redraw)
    telling = TellingJobs(bot, planning, answers, NewsService(database, queue))
    bot.jobs.register(OFFER, telling.offer)
    bot.jobs.register(OFFER_OVER, telling.offer_over)
    bot.jobs.register(CHANGED, telling.changed)
    bot.jobs.register(TOLD, telling.told)
    bot.add_dynamic_items(RsvpButton, OfferButton)
    await bot.add_cog(EventCommands(bot, planning))
    native = NativeService(database, clock, queue, planning)
    bot.jobs.register(NATIVE, NativeJobs(bot, native))
    for permission in ("create_events", "manage_events"):
        bot.needs.add(Need(FEATURE, permission, f"need-{permission.replace('_', '-')}"))
    losses = LossService(database, planning, queue)
    await bot.add_cog(EventWatch(bot, answers, native, losses))
