"""Composes onboarding."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from bot.needs import Need
from cogs.onboarding.commands.arrivals import Arrivals
from cogs.onboarding.commands.first_words import FirstWords
from cogs.onboarding.commands.forgetting import CardRemoval
from cogs.onboarding.commands.forms import OnboardingForms
from cogs.onboarding.commands.invites import InviteWatch
from cogs.onboarding.commands.managers import OnboardingCommands
from cogs.onboarding.commands.members import FirstSteps
from cogs.onboarding.jobs.buddies import BuddyJobs
from cogs.onboarding.jobs.gathered import GatheredJob
from cogs.onboarding.jobs.reminders import ReminderJobs
from cogs.onboarding.jobs.resend import ResendJob
from cogs.onboarding.jobs.suggestions import SuggestionJob
from cogs.onboarding.jobs.welcome import WelcomeJob
from cogs.onboarding.section import OnboardingSection
from cogs.onboarding.service.buddies import ASK_OUTCOME, TELL_BUDDY, BuddyService
from cogs.onboarding.service.first_words import UNANSWERED, FirstWordsService
from cogs.onboarding.service.funnel import FunnelService
from cogs.onboarding.service.interests import SUGGEST, InterestService
from cogs.onboarding.service.introductions import IntroductionService
from cogs.onboarding.service.kept_roles import KeptRolesService
from cogs.onboarding.service.services import Services
from cogs.onboarding.service.steps import StepService
from cogs.onboarding.service.welcomes import (
    FEATURE,
    GATHERED,
    NUDGE,
    RESEND,
    WELCOME,
    WelcomeService,
)
from cogs.onboarding.settings import Settings
from cogs.onboarding.views.buddies import BuddyOutcomeButton
from cogs.onboarding.views.interests import InterestMenu, WishButton
from cogs.onboarding.views.items import BeginButton, MuteButton, StepButton
from cogs.onboarding.views.panel import PanelButton, PanelMenu
from cogs.onboarding.views.suggestions import SuggestionButton

if TYPE_CHECKING:
    from bot.client import Steward

_NEEDED = (
    "send_messages",
    "embed_links",
    "read_message_history",
    "manage_roles",
    "manage_channels",
)


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    services = _services(bot)
    bot.ports.provide(Services, services)
    for permission in _NEEDED:
        bot.needs.add(Need(FEATURE, permission, f"need-{permission.replace('_', '-')}"))
    bot.reports.register(OnboardingSection(services.funnel))
    bot.jobs.register(WELCOME, WelcomeJob(bot, services, bot.clock))
    bot.jobs.register(GATHERED, GatheredJob(bot, services))
    buddy_jobs = BuddyJobs(bot, services)
    bot.jobs.register(TELL_BUDDY, buddy_jobs.tell)
    bot.jobs.register(ASK_OUTCOME, buddy_jobs.ask)
    reminders = ReminderJobs(bot, services)
    bot.jobs.register(NUDGE, reminders.nudge)
    # What was not said within a day is no news any more.
    bot.jobs.register(UNANSWERED, reminders.unanswered, useful_for=timedelta(days=1))
    bot.jobs.register(SUGGEST, SuggestionJob(bot, services))
    bot.add_dynamic_items(
        StepButton,
        MuteButton,
        BeginButton,
        InterestMenu,
        WishButton,
        BuddyOutcomeButton,
        SuggestionButton,
        PanelMenu,
        PanelButton,
    )
    await bot.add_cog(Arrivals(bot, services))
    await bot.add_cog(InviteWatch(bot, services))
    await bot.add_cog(FirstWords(bot, services))
    await bot.add_cog(CardRemoval(bot, services))
    await bot.add_cog(OnboardingForms(bot.guild_settings))
    await bot.add_cog(FirstSteps())
    again = ResendJob(bot, services)
    bot.jobs.register(RESEND, again)
    await bot.add_cog(OnboardingCommands(services, again))


def _services(bot: Steward) -> Services:
    database, jobs, store, clock = bot.database, bot.jobs, bot.guild_settings, bot.clock
    pace = cast("Settings", getattr(bot.settings, FEATURE, None) or Settings())
    switch = bot.feature_switch
    welcomes = WelcomeService(database, jobs, store, switch, bot.signals, clock, pace)
    return Services(
        welcomes,
        StepService(database, bot.signals, clock),
        InterestService(database, jobs, store, clock),
        IntroductionService(database, clock),
        BuddyService(database, jobs, store, clock, bot.ports),
        FunnelService(database, store, clock),
        FirstWordsService(database, jobs, store, switch, clock),
        KeptRolesService(database, welcomes, clock),
    )
