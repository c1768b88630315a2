"""Members look at leaderboards, ranks and profiles, and may leave the boards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image
from simcord import InteractionResult, MemberActor

from bot.badges import ShownBadge
from bot.ports import BadgeShelf
from cogs.recognition.domain.standing import Board, Span, month_of
from cogs.recognition.repository import scores
from tests.plugins.town import MONDAY, OpenTown, Town, said

TODAY = MONDAY.date().toordinal()


async def give(
    town: Town, points: Mapping[int, int], board: Board = Board.XP, span: Span = Span.ALL
) -> None:
    """Give members points, without days that they follow from."""
    period = month_of(TODAY) if span is Span.MONTH else 0
    deltas = {(member, int(board), int(span), period): n for member, n in points.items()}
    async with town.bot.database.begin() as connection:
        await scores.add_points(connection, town.guild.id, deltas, {})


def labels(result: InteractionResult) -> dict[str, bool]:
    """The buttons under an answer, and whether each can be pressed."""
    assert result.response is not None
    rows = result.response.components
    return {one["label"]: not one.get("disabled") for row in rows for one in row["components"]}


def shown(message: Any) -> str:
    """What stands on a board's page."""
    (embed,) = message.embeds
    parts = [embed.title, embed.description, embed.footer.text]
    return "\n".join([str(one) for one in parts] + [str(f.value) for f in embed.fields])


async def board(town: Town, who: MemberActor, **options: str) -> InteractionResult:
    return await who.slash(town.general, "leaderboard", **options)


async def press(who: MemberActor, result: InteractionResult, label: str) -> InteractionResult:
    assert result.response is not None
    return await who.click(result.response, label=label)


async def test_a_board_is_leafed_through_also_after_a_restart(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.crowd(3)
        tricky = await town.newcomer("**@everyone**")
        goner = await town.newcomer("goner")
        others = {guest.id: 500 - n for n, guest in enumerate([tricky, goner, *town.guests])}
        unknown = {number: 400 - number for number in range(1, 19)}
        await give(town, others | unknown | {town.ada.id: 50, town.bob.id: 45})
        town.guild.remove_member(goner)
        await town.sim.settle()

        answer = await board(town, town.ada)
        assert not answer.ephemeral
        text = shown(answer.response)
        assert "XP · All time" in text
        assert "🥇 \u2068\\*\\*@\u200beveryone\\*\\*\u2069 · 500 XP" in text
        assert "🥈 somebody who left · 499 XP" in text
        assert "Page 1 of 3 · 25 members" in text
        # Who asks stands further down: with their neighbours.
        assert "**24.** \u2068ada\u2069 · 50 XP ◀\n**25.** \u2068bob\u2069 · 45 XP" in text
        assert labels(answer) == {
            "First": False,
            "Previous": False,
            "Next": True,
            "My place": True,
        }

        await town.sim.restart()
        await press(town.bob, answer, "Next")
        await press(town.bob, answer, "Next")
        last = shown(town.general.last_message)
        assert "Page 3 of 3" in last
        assert "**25.** \u2068bob\u2069 · 45 XP" in last
        assert not labels(answer)["Next"]
        await town.mayor.click(town.general.last_message, label="Previous")
        assert "Page 2 of 3" in shown(town.general.last_message)
        await town.mayor.click(town.general.last_message, label="First")
        assert "Page 1 of 3" in shown(town.general.last_message)


async def test_whoever_wants_is_left_out(open_town: OpenTown) -> None:
    async with open_town() as town:
        await give(town, {town.ada.id: 130, town.bob.id: 90, town.mayor.id: 90})
        answer = await board(town, town.ada)
        mine = await press(town.bob, answer, "My place")
        assert mine.ephemeral
        assert "place **2** of 3" in shown(mine.response)
        assert "40 XP more for the next place" in shown(mine.response)
        assert labels(mine) == {"Leave me out of boards": True}

        await town.sim.restart()
        hidden = await press(town.bob, mine, "Leave me out of boards")
        assert "leave you out" in shown(hidden.response)
        text = shown((await board(town, town.bob)).response)
        assert "bob" not in text
        assert "2 members" in text
        card = alt(await town.ada.slash(town.general, "rank", member=town.bob))
        assert "level 1, 90 XP" in card
        assert "Place" not in card

        # What is earned meanwhile counts, and the way back is in the profile, too.
        await town.bob.send(town.general, "hello")
        await town.bot.ledger.flush()
        profile = await town.bob.slash(town.general, "profile")
        assert profile.ephemeral
        assert "Not shown on boards" in shown(profile.response)
        back = await press(town.bob, profile, "Show me on boards")
        assert "place **2** of 3" in shown(back.response)
        assert "95 XP" in shown(back.response)
        # Others have no such button.
        of_ada = await town.bob.slash(town.general, "profile", member=town.ada)
        assert "1 of 3" in shown(of_ada.response)
        assert not labels(of_ada)


async def test_every_board_says_what_to_do_while_it_is_empty(open_town: OpenTown) -> None:
    async with open_town() as town:
        for one in Board:
            answer = await board(town, town.ada, board=one.name.lower(), window="week")
            text = shown(answer.response)
            assert "2026-03-02" in text
            assert "in this time." in text
            assert labels(answer) == {"My place": True}
            mine = await press(town.ada, answer, "My place")
            assert "in this time." in shown(mine.response)
        await give(town, {town.ada.id: 250}, Board.HELPFUL, Span.MONTH)
        await give(town, {town.ada.id: 12_000}, Board.VOICE, Span.MONTH)
        helpful = await board(town, town.ada, board="helpful", window="month")
        assert "Helpful answers · 2026-03" in shown(helpful.response)
        assert "2.5 answers" in shown(helpful.response)
        voice = await board(town, town.ada, board="voice", window="month")
        assert "3 h 20 min" in shown(voice.response)


def alt(result: InteractionResult) -> str:
    assert result.response is not None
    (picture,) = result.response.attachments
    return str(picture.description)


class Shelf:
    async def shown(self, _guild_id: int, _member_id: int, _locale: str) -> list[ShownBadge]:
        return [ShownBadge("Host", "🎤")]


async def test_a_rank_is_a_picture_that_can_be_read_aloud(open_town: OpenTown) -> None:
    async with open_town() as town:
        for _ in range(2):
            await town.ada.send(town.general, "good morning")
            await town.sim.skip_to(town.sim.now() + timedelta(days=1))
        await town.bot.ledger.flush()
        town.bot.ports.provide(BadgeShelf, Shelf())  # type: ignore[type-abstract]
        answer = await town.ada.slash(town.general, "rank")
        assert not answer.ephemeral
        assert answer.response is not None
        (picture,) = answer.response.attachments
        drawn = Image.open(BytesIO(await picture.read()))
        assert drawn.size == (960, 312)
        assert alt(answer) == (
            "ada: level 0, 10 XP, 40 XP to level 1. Place 1 of 1. Active 2 days in a row."
            " Badges: Host."
        )
        # What changes is seen.
        await town.ada.send(town.general, "and again")
        await town.bot.ledger.flush()
        assert "15 XP" in alt(await town.bob.slash(town.general, "rank", member=town.ada))
        assert "level 0, 0 XP" in alt(await town.bob.slash(town.general, "rank"))

        robot = town.sim.add_member(town.guild, town.sim.user("robot", bot=True))
        await town.sim.settle()
        assert "earn no XP" in said(await town.ada.slash(town.general, "rank", member=robot))
