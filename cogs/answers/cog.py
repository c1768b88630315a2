"""Composes questions and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guild_settings import ServerSettings
from bot.needs import Need
from bot.ports import DeedBook, FaqBook, HelpPlaces, QueryBook
from cogs.answers.commands.faq import FaqCommands
from cogs.answers.commands.looking import LookingCommands
from cogs.answers.commands.marks import FEATURE, MarkCommands
from cogs.answers.enricher import QuestionEnricher
from cogs.answers.jobs.tags import TagsJob
from cogs.answers.jobs.waiting import WaitingJob
from cogs.answers.projection import QuestionProjection
from cogs.answers.section import AnswersSection
from cogs.answers.service.faq import FaqService
from cogs.answers.service.marks import MarkService
from cogs.answers.service.queue import TAGS, WAITING, Queue
from cogs.answers.service.responses import Queries, ResponseService
from cogs.answers.views.listing import ListingButton
from cogs.answers.views.people import staff_of
from cogs.answers.views.undo import TakeBackButton

if TYPE_CHECKING:
    from bot.client import Steward


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    database, store, clock = bot.database, bot.guild_settings, bot.clock

    async def places(guild_id: int) -> frozenset[int]:
        book = bot.ports.find(HelpPlaces)  # type: ignore[type-abstract]
        return frozenset() if book is None else await book.help_channels(guild_id)

    async def staff(guild_id: int) -> set[int] | None:
        guild = bot.get_guild(guild_id)
        if guild is None:
            return None
        return staff_of(guild, await store.get(guild_id, ServerSettings))

    bot.ledger.enrichers.register(QuestionEnricher())
    bot.ledger.projections.register(QuestionProjection(store, clock, Queue(bot.jobs), places))
    responses = ResponseService(database, clock, places)
    marks = MarkService(
        database,
        bot.jobs,
        store,
        clock,
        responses,
        lambda: bot.ports.find(DeedBook),  # type: ignore[type-abstract]
    )
    bot.reports.register(AnswersSection(responses, staff))
    faq = FaqService(database, clock)
    bot.ports.provide(MarkService, marks)
    bot.ports.provide(QueryBook, Queries())  # type: ignore[type-abstract]
    bot.ports.provide(FaqBook, faq)  # type: ignore[type-abstract]
    for permission in ("manage_threads", "read_message_history"):
        bot.needs.add(Need(FEATURE, permission, f"need-{permission.replace('_', '-')}"))
    bot.jobs.register(WAITING, WaitingJob(bot, responses))
    bot.jobs.register(TAGS, TagsJob(bot, responses))
    bot.add_dynamic_items(ListingButton, TakeBackButton)
    await bot.add_cog(MarkCommands(bot, marks))
    await bot.add_cog(LookingCommands(bot, responses, marks))
    await bot.add_cog(FaqCommands(faq))
