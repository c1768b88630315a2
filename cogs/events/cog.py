"""Composes events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.needs import Need
from cogs.events.commands.ama import AmaCommands
from cogs.events.commands.events import EventCommands
from cogs.events.commands.watching import EventWatch
from cogs.events.jobs.ama import AmaJobs
from cogs.events.jobs.cards import CardJobs
from cogs.events.jobs.native import NativeJobs
from cogs.events.jobs.telling import TellingJobs
from cogs.events.service import ama_room
from cogs.events.service.ama_asking import AmaAsking
from cogs.events.service.ama_closing import AmaClosing
from cogs.events.service.ama_queue import AmaQueue
from cogs.events.service.ama_room import AmaRoom
from cogs.events.service.ama_stage import AmaStage
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
from cogs.events.views.ama_board import BallotButton, BoardButton, VotesMenu
from cogs.events.views.ama_closing import ClosingButton
from cogs.events.views.ama_forms import AmaForms
from cogs.events.views.ama_host import HostButton
from cogs.events.views.ama_queue import MergeMenu, PickMenu, QuestionButton, QueueButton
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
    await _set_up_amas(bot, series, planning)


async def _set_up_amas(bot: Steward, series: Series, planning: Planning) -> None:
    room = AmaRoom(bot.database, bot.guild_settings, bot.clock, bot.jobs)
    asking, queue = AmaAsking(room), AmaQueue(room)
    stage, closing = AmaStage(room), AmaClosing(room)
    bot.ports.provide(AmaAsking, asking)
    bot.ports.provide(AmaQueue, queue)
    bot.ports.provide(AmaStage, stage)
    bot.ports.provide(AmaClosing, closing)
    series.followers.append(closing.follow)
    jobs = AmaJobs(bot, closing, queue)
    for kind, handler in (
        (ama_room.POST, jobs.post),
        (ama_room.BOARD, jobs.board),
        (ama_room.SAID, jobs.said),
        (ama_room.UNSAID, jobs.unsaid),
        (ama_room.TOLD, jobs.told),
        (ama_room.TRANSCRIPT, jobs.transcript),
        (ama_room.FORGET, jobs.forget),
        (ama_room.LIFT, jobs.lift),
    ):
        bot.jobs.register(kind, handler)
    bot.add_dynamic_items(BoardButton, BallotButton, VotesMenu, ClosingButton, HostButton)
    bot.add_dynamic_items(QueueButton, PickMenu, MergeMenu, QuestionButton)
    await bot.add_cog(AmaCommands(bot, planning, asking, queue, stage, closing))
    await bot.add_cog(AmaForms())
