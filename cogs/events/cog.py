"""Composes events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import directory
from bot.needs import Need
from bot.ports import DeedBook, HostBook
from bot.signals import CensusTaken, MemberForgotten
from cogs.events.commands.ama import AmaCommands
from cogs.events.commands.events import EventCommands
from cogs.events.commands.watching import EventWatch
from cogs.events.jobs.after import AfterJobs
from cogs.events.jobs.ama import AmaJobs
from cogs.events.jobs.cards import CardJobs
from cogs.events.jobs.day import DayJobs
from cogs.events.jobs.native import NativeJobs
from cogs.events.jobs.reaching import Reach
from cogs.events.jobs.reminders import ReminderJobs
from cogs.events.jobs.telling import TellingJobs
from cogs.events.output import CalendarServer
from cogs.events.section import EventSection
from cogs.events.service import ama_room
from cogs.events.service.ama_asking import AmaAsking
from cogs.events.service.ama_closing import AmaClosing
from cogs.events.service.ama_queue import AmaQueue
from cogs.events.service.ama_room import AmaRoom
from cogs.events.service.ama_stage import AmaStage
from cogs.events.service.answers import AnswerService
from cogs.events.service.attendance import AttendanceService
from cogs.events.service.calendars import CalendarService
from cogs.events.service.cards import CardService
from cogs.events.service.checkins import CheckinService
from cogs.events.service.days import COUNT, STAGE, DayService
from cogs.events.service.figures import FigureService
from cogs.events.service.losses import LossService
from cogs.events.service.native import NativeService
from cogs.events.service.news import NewsService
from cogs.events.service.outcomes import OutcomeService
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
from cogs.events.service.reminders import CALL, REMINDER, ReminderService
from cogs.events.service.series import Series
from cogs.events.service.surveys import (
    AFTER,
    ASK,
    ASK_ALL,
    COMMENTS,
    REPORT,
    RESULT,
    SurveyService,
)
from cogs.events.service.templates import Templates
from cogs.events.service.timetable import DAY, REMIND, Timetable
from cogs.events.settings import Settings
from cogs.events.views.ama_board import BallotButton, BoardButton, VotesMenu
from cogs.events.views.ama_closing import ClosingButton
from cogs.events.views.ama_forms import AmaForms
from cogs.events.views.ama_host import HostButton
from cogs.events.views.ama_queue import MergeMenu, PickMenu, QuestionButton, QueueButton
from cogs.events.views.card import OfferButton, RsvpButton
from cogs.events.views.day import BeginButton, CodeButton, EndButton
from cogs.events.views.reminders import HowMenu, WhenMenu
from cogs.events.views.survey import CommentForms, RateButton, UnaskedButton

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
    bot.ports.provide(Templates, Templates(database, clock))
    cards = CardJobs(bot, planning, CardService(database, queue))
    bot.jobs.register(POST, cards.post)
    bot.jobs.register(CARD, cards.redraw)
    counted, reach = _set_up_day(bot, series)
    telling = TellingJobs(bot, planning, answers, NewsService(database, queue), reach)
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
    await _set_up_after(bot, counted)
    await _set_up_calendars(bot)
    await _set_up_amas(bot, series, planning)


def _set_up_day(bot: Steward, series: Series) -> tuple[AttendanceService, Reach]:
    database, clock = bot.database, bot.clock

    async def settle() -> None:
        bot.intake.voice_tick()
        await bot.ledger.flush()

    timetable = Timetable(bot.jobs, clock)
    series.followers.append(timetable.follow)
    counted = AttendanceService(
        database,
        clock,
        settle,
        lambda: bot.ports.find(DeedBook),  # type: ignore[type-abstract]
    )
    days = DayService(database, clock, bot.jobs, series, timetable)
    checkins = CheckinService(database, clock, counted)
    reminders = ReminderService(database, clock, bot.jobs, timetable)
    bot.ports.provide(HostBook, counted)  # type: ignore[type-abstract]
    bot.ports.provide(AttendanceService, counted)
    bot.ports.provide(DayService, days)
    bot.ports.provide(CheckinService, checkins)
    bot.ports.provide(ReminderService, reminders)
    reach = Reach(bot, days)
    on_the_day = DayJobs(bot, days, counted, reach)
    bot.jobs.register(DAY, on_the_day.look)
    bot.jobs.register(STAGE, on_the_day.stage)
    bot.jobs.register(COUNT, on_the_day.count)
    reminding = ReminderJobs(bot, reminders, reach)
    bot.jobs.register(REMIND, reminding.due)
    bot.jobs.register(REMINDER, reminding.remind)
    bot.jobs.register(CALL, reminding.call)
    bot.add_dynamic_items(BeginButton, EndButton, CodeButton, WhenMenu, HowMenu)
    bot.needs.add(Need(FEATURE, "create_public_threads", "need-create-public-threads"))

    async def align(signal: CensusTaken) -> None:
        await days.to_align(signal.guild_id)

    bot.signals.listen(CensusTaken, align)
    bot.signals.listen(MemberForgotten, checkins.forget)
    return counted, reach


async def _set_up_after(bot: Steward, counted: AttendanceService) -> None:
    surveys = SurveyService(bot.database, bot.guild_settings, bot.clock, bot.jobs)
    outcomes = OutcomeService(bot.database)
    counted.followers.append(surveys.schedule)
    bot.ports.provide(SurveyService, surveys)
    bot.ports.provide(OutcomeService, outcomes)
    jobs = AfterJobs(bot, surveys, outcomes)
    bot.jobs.register(AFTER, jobs.begin)
    bot.jobs.register(ASK, jobs.ask)
    bot.jobs.register(ASK_ALL, jobs.post)
    bot.jobs.register(REPORT, jobs.report)
    bot.jobs.register(RESULT, jobs.result)
    bot.jobs.register(COMMENTS, jobs.comments)
    bot.reports.register(EventSection(FigureService(bot.database)))
    bot.add_dynamic_items(RateButton, UnaskedButton)
    await bot.add_cog(CommentForms())


async def _set_up_calendars(bot: Steward) -> None:
    calendars = CalendarService(bot.database, bot.clock)
    bot.ports.provide(CalendarService, calendars)

    async def name(guild_id: int) -> str | None:
        if not await bot.feature_switch.is_on(guild_id, FEATURE):
            return None
        async with bot.database.read() as connection:
            try:
                known, _ = await directory.guild_entry(connection, guild_id)
            except KeyError:
                return None
        return known

    settings = bot.settings.feature(Settings)
    if settings.calendar_port is not None:
        await bot.add_cog(
            CalendarServer(
                calendars,
                name,
                bot.clock,
                bot.faults,
                settings.calendar_host,
                settings.calendar_port,
            )
        )


async def _set_up_amas(bot: Steward, series: Series, planning: Planning) -> None:
    room = AmaRoom(bot.database, bot.guild_settings, bot.clock, bot.jobs)
    asking, queue = AmaAsking(room), AmaQueue(room)
    stage, closing = AmaStage(room), AmaClosing(room, bot.ports.get(DayService))
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
