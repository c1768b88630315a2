"""What a newcomer is shown now: the server's text and the steps that lead somewhere."""

from __future__ import annotations

import discord

from cogs.onboarding.domain.steps import Membership, Progress, Step, offered
from cogs.onboarding.repository.newcomers import Standing
from cogs.onboarding.service.services import Services
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.views.greeting import Greeting, welcome_text


async def greeting_for(
    services: Services,
    guild: discord.Guild,
    member: discord.Member,
    standing: Standing | None,
    *,
    locale: str | None = None,
) -> Greeting:
    """Return the greeting of ``member`` as it stands now.

    ``standing`` is None for who joined before Steward watched. ``locale`` is the reader's where
    it is known; else the server's own.
    """
    settings = await services.welcomes.settings(guild.id)
    language = locale or str(guild.preferred_locale)
    known = {role.id for role in guild.roles}
    interests = await services.interests.all(guild.id)
    reach = await services.welcomes.reach(guild.id, member.id)
    steps = offered(
        settings.steps,
        rules=settings.rules_role_id in known
        or guild.get_channel(settings.rules_channel_id or 0) is not None,
        interests=any(interest.role_id in known for interest in interests),
        introductions=guild.get_channel(settings.introductions_channel_id or 0) is not None,
        buddies=await services.buddies.count(guild.id) > 0,
    )
    done = standing.progress.done if standing is not None else frozenset[Step]()
    done |= await _done_before(services, member, settings, {one.role_id for one in interests})
    returning = standing is not None and standing.returning
    return Greeting(
        standing.membership if standing is not None else _membership(member),
        welcome_text(guild, member, settings, returning=returning, locale=language),
        steps,
        Progress(done, muted=reach.muted_at is not None),
        language,
    )


async def _done_before(
    services: Services, member: discord.Member, settings: GuildSettings, interests: set[int]
) -> set[Step]:
    """Return what somebody has, from an earlier membership or from before Steward watched."""
    roles = {role.id for role in member.roles}
    ids = member.guild.id, member.id
    done = {
        Step.RULES: settings.rules_role_id in roles,
        Step.INTERESTS: not interests.isdisjoint(roles),
        Step.INTRODUCE: await services.introductions.card(*ids) is not None,
        Step.BUDDY: await services.buddies.pair_of(*ids) is not None,
    }
    return {step for step, is_done in done.items() if is_done}


def _membership(member: discord.Member) -> Membership:
    return Membership(member.guild.id, member.id, member.joined_at or member.created_at)
