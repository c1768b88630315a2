"""The funnel, as it comes of what people do."""

from __future__ import annotations

from datetime import timedelta

from simcord import MemberActor, UserHandle
from sqlalchemy import select

from bot.reports import ReportRequest
from bot.windows import Window, local_day
from cogs.onboarding.models import Newcomer
from tests.plugins.newcomers import arrive, choose, dms, fill, moment, role
from tests.plugins.town import OpenTown, Town, embed_of


def fields(result: object) -> dict[str, str]:
    return {str(field.name): str(field.value) for field in embed_of(result).fields}  # type: ignore[arg-type]


async def come_by(town: Town, code: str, *names: str) -> list[UserHandle]:
    """Let people join by an invite."""
    people = []
    for name in names:
        town.sim.env.backend.invites[code].uses += 1
        people.append(arrive(town, name))
    await moment(town, 10)
    return people


async def test_the_funnel_counts_what_newcomers_did(open_town: OpenTown) -> None:
    async with open_town() as town:
        citizen = role(town, "citizen")
        await town.sim.settle()
        await choose(
            town,
            mode="dm",
            rules_role_id=citizen.id,
            introductions_channel_id=town.guild.channels["off-topic"].id,
        )
        people = [arrive(town, name) for name in ("eve", "finn", "gwen", "hal")]
        await moment(town, 10)
        await people[0].click(dms(people[0])[0], label="Accept the rules")
        form = await people[0].click(dms(people[0])[0], label="Introduce yourself")
        await fill(people[0], form, {"Who are you?": "Eve"})
        await moment(town, 50)
        for one in people[:2]:
            await MemberActor(town.sim.env, town.guild, one).send(town.general, "hello")
        await town.sim.skip_to(town.sim.now() + timedelta(days=7))
        await MemberActor(town.sim.env, town.guild, people[1]).send(town.general, "again")
        await town.sim.skip_to(town.sim.now() + timedelta(days=1))
        await town.bot.ledger.flush()

        result = await town.mayor.slash(town.general, "onboarding funnel")

        shown = fields(result)
        assert shown["Joined"] == "4 (0)"
        assert shown["Passed screening"].startswith("**100 %** (—)")
        assert shown["Accepted the rules"].splitlines()[1].strip() == "1 of 4"
        assert shown["Introduced themselves"].splitlines()[1].strip() == "1 of 4"
        assert shown["Wrote a first message"].splitlines()[1].strip() == "2 of 4"
        assert shown["Active on day 7"].splitlines()[1].strip() == "1 of 4"
        assert shown["Typical wait until the first message"].startswith("**1 minute")
        assert embed_of(result).image.url is not None

        later = await town.mayor.slash(town.general, "onboarding funnel", days=5)
        assert fields(later)["Joined"] == "0 (4)"


async def test_by_which_invite_they_came_is_told_where_discord_tells(open_town: OpenTown) -> None:
    async with open_town() as town:
        world = town.sim.env.backend
        first = world.create_invite(town.general.id, town.mayor.id).code
        second = world.create_invite(town.general.id, town.mayor.id).code
        await town.sim.restart()
        await come_by(town, first, "a1", "a2", "a3")
        await come_by(town, second, "b1")
        # Two invites at the same moment, and somebody while the bot is away.
        world.invites[first].uses += 1
        world.invites[second].uses += 1
        arrive(town, "c1")
        arrive(town, "c2")
        await moment(town, 10)

        async def meanwhile() -> None:
            world.invites[first].uses += 1
            arrive(town, "d1")

        await town.sim.restart(meanwhile=meanwhile)
        await moment(town, 10)
        await come_by(town, first, "a4")

        told = await town.rows(
            select(Newcomer.source, Newcomer.source_code).order_by(Newcomer.joined_at)
        )
        assert sorted(told, key=str) == sorted(
            [("invite", first)] * 4
            + [("invite", second)]
            + [("unknown", None)] * 2
            + [(None, None)],
            key=str,
        )
        result = await town.mayor.slash(town.general, "onboarding funnel")
        by_invite = fields(result)["By invite: joined · wrote · active on day 7"]
        assert by_invite.splitlines() == [
            f"Invite {first}: 4 · 0 % · —",
            f"Invite {second}: 1 · 0 % · —",
            "Unknown: Discord did not tell: 3 · 0 % · —",
        ]


async def test_the_own_link_of_the_server_is_a_source_of_its_own(open_town: OpenTown) -> None:
    async with open_town() as town:
        town.guild.set_vanity_url("harbour")
        town.sim.env.backend.create_invite(town.general.id, town.mayor.id)
        await town.sim.restart()
        # Only servers that Discord has given one have it.
        town.bot.guilds[0].features.append("VANITY_URL")
        await come_by(town, "harbour", "eve")

        assert await town.rows(select(Newcomer.source, Newcomer.source_code)) == [
            ("vanity", "harbour")
        ]


async def test_without_the_right_to_see_invites_nothing_is_guessed(open_town: OpenTown) -> None:
    async with open_town() as town:
        town.sim.env.inject_error(
            "GET", f"/guilds/{town.guild.id}/invites", status=403, code=50013, times=None
        )
        arrive(town, "eve")
        await moment(town, 10)

        assert await town.rows(select(Newcomer.source)) == [(None,)]


async def test_who_may_not_see_invites_says_what_to_do(open_town: OpenTown) -> None:
    async with open_town() as town:
        hint = "Give my role Manage Server if you want to know"
        arrive(town, "eve")
        await moment(town, 10)
        by_invite = "By invite: joined · wrote · active on day 7"
        result = await town.mayor.slash(town.general, "onboarding funnel")
        assert hint not in fields(result)[by_invite]

        await town.forbid("manage_guild", "administrator")
        arrive(town, "finn")
        await moment(town, 10)

        result = await town.mayor.slash(town.general, "onboarding funnel")
        assert fields(result)[by_invite].startswith("Unknown: Discord did not tell: 2")
        assert hint in fields(result)[by_invite]


async def test_the_weekly_report_has_its_section(open_town: OpenTown) -> None:
    async with open_town() as town:
        world = town.sim.env.backend
        good = world.create_invite(town.general.id, town.mayor.id).code
        poor = world.create_invite(town.general.id, town.mayor.id).code
        await town.sim.restart()
        stayed = await come_by(town, good, *(f"g{number}" for number in range(5)))
        await come_by(town, poor, *(f"p{number}" for number in range(5)))
        await town.sim.skip_to(town.sim.now() + timedelta(days=7))
        for one in stayed:
            await MemberActor(town.sim.env, town.guild, one).send(town.general, "still here")
        await town.sim.skip_to(town.sim.now() + timedelta(days=1))
        await town.bot.ledger.flush()
        zone = await town.bot.guild_settings.zone(town.guild.id)
        today = local_day(town.sim.now(), zone)

        sections = {section.key: section for section in town.bot.reports.sections}
        section = await sections["onboarding"].collect(
            ReportRequest(town.guild.id, Window(zone, today - 10, today))
        )

        figures = {figure.key: figure for figure in section.figures}
        assert figures["newcomers"].value == 10
        assert figures["newcomers_day7"].counts == (5, 10)
        assert figures["greetings_open"].value == 0
        assert set(section.labels) == set(figures)
        assert f"Invite {good}" in section.notes[0]
