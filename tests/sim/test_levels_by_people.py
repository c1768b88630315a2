"""Members rise by being active, get the roles of their level, and managers say how."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import discord
from simcord import InteractionResult, MemberActor, RoleHandle, UserHandle
from sqlalchemy import func, select

from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.models import ROLES_DUE, SCORE
from tests.plugins.newcomers import arrive, come_back, member_roles
from tests.plugins.town import OpenTown, Town, embed_of, said

SOON = timedelta(minutes=3)
WORDS = map("".join, product("lorem", "ipsum", "dolor"))


async def xp(town: Town) -> dict[int, int]:
    rows = await town.rows(
        select(SCORE.c.member_id, SCORE.c.points).where(
            SCORE.c.board == Board.XP, SCORE.c.span == Span.ALL
        )
    )
    return {row[0]: row[1] for row in rows}


async def talk(town: Town, who: MemberActor, blocks: int) -> list[discord.Message]:
    """Let somebody write three messages in each of some blocks of ten minutes, none twice."""
    sent = []
    for _ in range(blocks):
        sent += [await who.send(town.general, next(WORDS)) for _ in range(3)]
        await town.sim.advance(timedelta(minutes=10))
    await town.bot.ledger.flush()
    return sent


async def levels(town: Town, what: str, **options: object) -> InteractionResult:
    return await town.mayor.slash(town.general, f"levels {what}", **options)


async def caught_up(town: Town) -> None:
    """Let the jobs look at everybody."""
    await town.bot.ledger.flush()
    await town.sim.advance(SOON)
    ((left,),) = await town.rows(select(func.count()).select_from(ROLES_DUE))
    assert not left


def has(town: Town, who: MemberActor | UserHandle, role: RoleHandle) -> bool:
    return role.id in member_roles(town, who)


async def test_levels_come_with_activity_and_roles_with_levels(open_town: OpenTown) -> None:
    async with open_town() as town:
        regular, veteran = (town.guild.create_role(name) for name in ("Regular", "Veteran"))
        await levels(town, "set", key="level_base", value="10")
        await levels(town, "set", key="level_step", value="0")
        sent = await talk(town, town.ada, 3)
        # Nine messages in three times ten minutes; the same is pasted each ten minutes.
        for number in range(3):
            await town.bob.send(town.general, f"hi there everyone {number}")
            await town.sim.advance(timedelta(minutes=10))
        await town.bot.ledger.flush()
        assert await xp(town) == {town.ada.id: 15, town.bob.id: 5}

        # Who is there already gets the role afterwards.
        answer = said(await levels(town, "roles add", level=1, role=regular))
        assert regular.mention in answer
        assert "10 XP" in answer
        await levels(town, "roles add", level=2, role=veteran)
        await caught_up(town)
        assert has(town, town.ada, regular)
        assert not has(town, town.bob, regular)

        # The next level takes the role of the one before; a restart in between loses nothing.
        sent += await talk(town, town.ada, 1)
        await town.sim.restart()
        await caught_up(town)
        assert has(town, town.ada, veteran)
        assert not has(town, town.ada, regular)
        listed = embed_of(await levels(town, "roles list")).description or ""
        assert [str(number) in listed for number in (regular.id, veteran.id)] == [True, True]
        assert "highest level alone" in listed

        # With stacking, both; the weight of ten minutes is changed for the past, too.
        await levels(town, "set", key="level_roles_stack", value="yes")
        said_of_weight = said(await levels(town, "set", key="xp_block", value="3"))
        assert "was 5 and is 3 now" in said_of_weight
        await caught_up(town)
        assert await xp(town) == {town.ada.id: 12, town.bob.id: 3}
        assert has(town, town.ada, regular)
        assert not has(town, town.ada, veteran)

        # Deleted spam takes its share, and the role, away.
        for message in sent[-6:]:
            await town.sim.as_bot(message.delete())
        await caught_up(town)
        assert await xp(town) == {town.ada.id: 6, town.bob.id: 3}
        assert not has(town, town.ada, regular)


async def test_whoever_comes_back_gets_their_role_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        regular = town.guild.create_role("Regular")
        await levels(town, "roles add", level=1, role=regular)
        await levels(town, "set", key="level_base", value="5")
        eve = arrive(town, "eve")
        await town.sim.settle()
        await MemberActor(town.sim.env, town.guild, eve).send(town.general, "hi")
        await caught_up(town)
        assert has(town, eve, regular)
        town.guild.remove_member(eve)
        await town.sim.settle()
        come_back(town, eve)
        await caught_up(town)
        assert has(town, eve, regular)


async def test_what_cannot_be_is_refused_with_a_reason(open_town: OpenTown) -> None:
    async with open_town() as town:
        regular = town.guild.create_role("Regular")
        mighty = town.guild.create_role("Mighty", permissions=discord.Permissions(ban_members=True))
        high = town.guild.create_role("High", position=9)
        everyone = town.guild.default_role
        assert "No level gives a role" in said(await levels(town, "roles list"))
        assert "gives no role" in said(await levels(town, "roles remove", level=3))
        assert "powers" in said(await levels(town, "roles add", level=3, role=mighty))
        assert "above my highest role" in said(await levels(town, "roles add", level=3, role=high))
        assert "everyone" in said(await levels(town, "roles add", level=3, role=everyone))
        await levels(town, "roles add", level=3, role=regular)
        elsewhere = said(await levels(town, "roles add", level=4, role=regular))
        assert "level 3 already" in elsewhere
        for value in ("-1", "many", "1000000"):
            refused = said(await levels(town, "set", key="xp_block", value=value))
            assert "cannot be that" in refused
        assert "already" in said(await levels(town, "set", key="xp_block", value="5"))
        assert "keeps it" in said(await levels(town, "roles remove", level=3))

        await town.forbid("manage_roles", "administrator")
        assert "Manage Roles" in said(await levels(town, "roles add", level=3, role=regular))
