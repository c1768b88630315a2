"""All use cases of the feature, as its views and jobs find them."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.onboarding.service.buddies import BuddyService
from cogs.onboarding.service.first_words import FirstWordsService
from cogs.onboarding.service.funnel import FunnelService
from cogs.onboarding.service.interests import InterestService
from cogs.onboarding.service.introductions import IntroductionService
from cogs.onboarding.service.kept_roles import KeptRolesService
from cogs.onboarding.service.steps import StepService
from cogs.onboarding.service.welcomes import WelcomeService


@dataclass(frozen=True, slots=True)
class Services:
    """One of each."""

    welcomes: WelcomeService
    steps: StepService
    interests: InterestService
    introductions: IntroductionService
    buddies: BuddyService
    funnel: FunnelService
    first_words: FirstWordsService
    kept_roles: KeptRolesService
