from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import discord
import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from discord.ext import commands
from simcord import ChannelHandle, GuildHandle

from bot.clock import Clock
from bot.demo.simulation import START, SimulatedDiscord
from bot.errors import UserError
from bot.waiting import Waiting

Factory = Callable[[Clock], commands.AutoShardedBot]


class Diarist(commands.AutoShardedBot):
    """A small bot that writes down what happens to it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__("!", intents=discord.Intents.all())
        self.clock = clock
        self.waiting = Waiting()
        self.scheduler = AsyncIOScheduler(timezone=UTC)
        self.seen: list[tuple[str, object]] = []
        self.inbox: asyncio.Queue[str] = asyncio.Queue()
        self.closed_cleanly = False

    async def setup_hook(self) -> None:
        self.scheduler.start()
        self.reader = asyncio.create_task(self.read())

        @self.tree.command(description="Say no.")
        async def refuse(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("That cannot be.", ephemeral=True)
            raise UserError("That cannot be.")

        await self.tree.sync()

    async def read(self) -> None:
        while True:
            self.seen.append(("read", await self.waiting.idle(self.inbox.get(), "the inbox")))

    async def close(self) -> None:
        self.closed_cleanly = True
        self.scheduler.shutdown(wait=False)
        self.reader.cancel()
        await super().close()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.seen.append(("join", sorted(channel.name for channel in guild.channels)))

    async def on_message(self, message: discord.Message) -> None:
        if message.content == "boom":
            raise ValueError("boom")
        if message.content == "refused":
            raise UserError("nobody reads this")
        self.seen.append(("message", message.content))
        await self.inbox.put(message.content)


def furnish(guild: GuildHandle) -> None:
    guild.create_text_channel("general")
    guild.create_forum_channel("questions")


def seen_by_bot(sim: SimulatedDiscord, room: ChannelHandle) -> discord.TextChannel:
    channel = sim.bot.get_channel(room.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def somebody_says(text: str, factory: Factory) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))
        await ana.send(guild.channels["general"], text)


@pytest.fixture
def bots() -> list[Diarist]:
    return []


@pytest.fixture
def factory(bots: list[Diarist]) -> Factory:
    def build(clock: Clock) -> Diarist:
        bots.append(Diarist(clock))
        return bots[-1]

    return build


async def test_the_bot_joins_a_furnished_server_once(factory: Factory, bots: list[Diarist]) -> None:
    async with SimulatedDiscord(factory) as sim:
        await sim.invite_bot("Meeple Harbour", furnish)

        assert bots[0].seen == [("join", ["general", "questions"])]


async def test_a_server_that_was_there_before_a_restart_is_not_joined_again(
    factory: Factory, bots: list[Diarist]
) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        await sim.restart()

        assert sim.bot is bots[1]
        assert bots[0].closed_cleanly
        assert bots[1].seen == []
        assert bots[1].get_guild(guild.id) is not None


async def test_history_after_a_message_pages_forward(factory: Factory) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))
        room = guild.channels["general"]
        first = await ana.send(room, "0")
        for number in range(1, 252):
            sim.env.backend.create_message(room.id, ana.id, str(number))
        await sim.settle()
        channel = seen_by_bot(sim, room)

        after = [m.content async for m in channel.history(after=first, limit=None)]
        ten = [m.content async for m in channel.history(after=first, limit=10, oldest_first=True)]
        newest = [m.content async for m in channel.history(limit=3)]

    assert after == [str(number) for number in range(1, 252)]
    assert ten == [str(number) for number in range(1, 11)]
    assert newest == ["251", "250", "249"]


async def test_history_after_needs_access(factory: Factory) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        assert sim.bot.user is not None
        hidden = guild.create_text_channel(
            "staff",
            overwrites={
                sim.bot.user: discord.PermissionOverwrite(read_message_history=False),
            },
        )
        ana = guild.add_member(sim.user("ana"))
        first = await ana.send(hidden, "one")
        await ana.send(hidden, "two")

        seen = [m async for m in seen_by_bot(sim, hidden).history(after=first)]

    assert seen == []


@pytest.mark.parametrize(
    "start",
    [
        START,
        datetime(2019, 5, 4, 3, 2, 1, tzinfo=UTC),
        datetime(2031, 1, 1, tzinfo=ZoneInfo("Asia/Kolkata")),
    ],
)
async def test_every_clock_tells_the_virtual_time(factory: Factory, start: datetime) -> None:
    async with SimulatedDiscord(factory, start) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))
        await sim.advance(timedelta(days=3, seconds=7))
        message = await ana.send(guild.channels["general"], "hello")

        expected = start.astimezone(UTC) + timedelta(days=3, seconds=7)
        assert sim.now() == expected
        assert message.created_at == expected
        assert datetime.now(UTC) == expected  # noqa: TID251 - the wall clock moves along
        assert ana.member is not None
        assert ana.member.joined_at == start
    assert abs(datetime.now(UTC) - expected) > timedelta(days=1)  # noqa: TID251


async def test_scheduled_jobs_fire_at_their_virtual_instant(
    factory: Factory, bots: list[Diarist]
) -> None:
    fired: list[datetime] = []
    async with SimulatedDiscord(factory) as sim:

        async def note() -> None:
            fired.append(sim.now())

        with sim.env._bot_scope():
            bots[0].scheduler.add_job(note, "date", run_date=START + timedelta(hours=50))
            bots[0].scheduler.add_job(
                note, "interval", days=1, start_date=START + timedelta(days=3)
            )
        await sim.advance(timedelta(hours=49, minutes=59))
        before = list(fired)
        await sim.advance_to(START + timedelta(days=5, hours=1))

    assert before == []
    assert [instant.replace(microsecond=0) for instant in fired] == [
        START + timedelta(hours=50),
        *(START + timedelta(days=day) for day in (3, 4, 5)),
    ]


async def test_skipping_fires_late_timers_on_arrival(factory: Factory, bots: list[Diarist]) -> None:
    fired: list[datetime] = []
    async with SimulatedDiscord(factory) as sim:
        with sim.env._bot_scope():
            bots[0].loop.call_later(60, lambda: fired.append(sim.now()))
        await sim.skip_to(START + timedelta(hours=2))

    assert fired == [START + timedelta(hours=2)]


@pytest.mark.parametrize("way", ["skip", "advance"])
async def test_held_timers_wait_while_the_bot_reacts(
    factory: Factory, bots: list[Diarist], way: str
) -> None:
    fired: list[datetime] = []
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))
        with sim.env._bot_scope():
            bots[0].loop.call_later(60, lambda: fired.append(sim.now()))
        later = START + timedelta(hours=2)
        sim.pass_to(later - timedelta(hours=1))
        sim.pass_to(later)
        message = await ana.send(guild.channels["general"], "hello")
        while_held = list(fired)
        await (sim.skip_to(later) if way == "skip" else sim.advance(timedelta(seconds=1)))

    assert message.created_at == later
    assert bots[0].seen[-1] == ("read", "hello")
    assert while_held == []
    assert fired == [later]


async def test_polls_still_end(factory: Factory) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        poll = discord.Poll(question="Tea?", duration=timedelta(hours=1))
        poll.add_answer(text="Yes").add_answer(text="No")
        channel = seen_by_bot(sim, guild.channels["general"])
        with sim.env._bot_scope():
            sent = await channel.send(poll=poll)
        await sim.advance(timedelta(hours=1, seconds=1))

        ended = await channel.fetch_message(sent.id)
        assert ended.poll is not None
        assert ended.poll.is_finalised()


async def test_time_never_runs_backwards(factory: Factory) -> None:
    async with SimulatedDiscord(factory) as sim:
        with pytest.raises(ValueError, match="is past"):
            await sim.advance_to(START - timedelta(seconds=1))


def test_a_start_needs_a_zone(factory: Factory) -> None:
    with pytest.raises(ValueError, match="aware"):
        SimulatedDiscord(factory, datetime(2026, 1, 1))  # noqa: DTZ001 - the case


async def test_the_simulation_must_have_begun(factory: Factory) -> None:
    with pytest.raises(RuntimeError, match="async with"):
        _ = SimulatedDiscord(factory).env


async def test_an_idle_background_loop_never_blocks(factory: Factory, bots: list[Diarist]) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))
        await ana.send(guild.channels["general"], "hello")

        assert ("read", "hello") in bots[0].seen
        # Outside the bot's own tasks an idle wait is an ordinary one.
        assert await bots[0].waiting.idle(asyncio.sleep(0, "done"), "a test") == "done"


async def test_without_a_simulation_an_idle_wait_is_an_ordinary_one() -> None:
    assert await Waiting().idle(asyncio.sleep(0, "done"), "a test") == "done"


async def test_what_happens_while_the_bot_is_away(factory: Factory, bots: list[Diarist]) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))

        async def meanwhile() -> None:
            await ana.send(guild.channels["general"], "anyone there?")
            await sim.advance(timedelta(hours=1))

        await sim.restart(kill=True, meanwhile=meanwhile)

        assert not bots[0].closed_cleanly
        assert bots[0].seen == [("join", ["general", "questions"])]
        assert sim.now() == START + timedelta(hours=1, milliseconds=1)
        channel = seen_by_bot(sim, guild.channels["general"])
        assert [m.content async for m in channel.history()] == ["anyone there?"]
        await ana.send(guild.channels["general"], "hello again")
        assert bots[1].seen[0] == ("message", "hello again")
        bots[0].scheduler.shutdown(wait=False)


async def test_an_error_in_the_bot_fails_the_test(factory: Factory) -> None:
    with pytest.raises(ExceptionGroup, match="1 error") as raised:
        await somebody_says("boom", factory)

    assert isinstance(raised.value.exceptions[0], ValueError)


async def test_errors_that_were_looked_at_do_not_fail_the_test(factory: Factory) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))
        await ana.send(guild.channels["general"], "boom")

        assert [str(error) for error in sim.errors] == ["boom"]


async def test_a_refusal_that_a_person_reads_is_no_error(factory: Factory) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))
        result = await ana.slash(guild.channels["general"], "refuse")

        assert result.response is not None
        assert result.response.content == "That cannot be."


async def test_a_refusal_that_nobody_reads_is_an_error(factory: Factory) -> None:
    with pytest.raises(ExceptionGroup, match="1 error"):
        await somebody_says("refused", factory)


async def test_observers_see_the_requests_at_the_end(
    factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        SimulatedDiscord,
        "observers",
        [lambda sim: seen.extend(f"{r.method} {r.path}" for r in sim.requests)],
    )
    async with SimulatedDiscord(factory):
        assert seen == []

    assert any(line.startswith("PUT /applications/") for line in seen)


async def test_a_failing_test_is_not_masked_by_observers(
    factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SimulatedDiscord, "observers", [lambda sim: pytest.fail("observed")])
    with pytest.raises(KeyError):
        async with SimulatedDiscord(factory):
            raise KeyError


async def test_a_forum_post_shares_its_id_with_its_opening_message(
    factory: Factory, bots: list[Diarist]
) -> None:
    async with SimulatedDiscord(factory) as sim:
        guild = await sim.invite_bot("Meeple Harbour", furnish)
        ana = guild.add_member(sim.user("ana"))
        thread, opening = await sim.post_in_forum(
            ana, guild.channels["questions"], "Card sizes?", "Which size do you use?"
        )
        answer = await ana.send(thread, "never mind")

        assert opening.id == thread.id
        assert isinstance(opening.channel, discord.Thread)
        assert opening.channel.parent_id == guild.channels["questions"].id
        assert answer.id > opening.id
        assert ("message", "Which size do you use?") in bots[0].seen


async def test_a_bot_that_fails_to_start_gives_the_clock_back() -> None:
    def broken(clock: Clock) -> commands.AutoShardedBot:
        raise RuntimeError("no bot today")

    with pytest.raises(RuntimeError, match="no bot today"):
        async with SimulatedDiscord(broken, datetime(2019, 1, 1, tzinfo=UTC)):
            pass

    assert datetime.now(UTC).year != 2019  # noqa: TID251 - the wall clock is back
