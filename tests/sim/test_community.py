from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import pytest
from discord.ext import commands

from bot.clock import Clock
from bot.demo import phrases
from bot.demo.community import DICE_BOT, JAM_DAYS, OUTAGE_DAYS, Story, tell_story
from bot.demo.events import Joined, Left, Posted, Reacted, Said, VoiceIn, VoiceOut
from bot.demo.people import Part
from bot.demo.player import live_four_weeks, play, settle_community
from bot.demo.simulation import SimulatedDiscord

START = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def story() -> Story:
    return tell_story(START)


def said(story: Story) -> list[Said]:
    return [event for event in story.events if isinstance(event, Said)]


def day_of(story: Story, at: datetime) -> int:
    return (at - story.start).days


def test_the_same_seed_tells_the_same_story(story: Story) -> None:
    assert tell_story(START) == story
    assert tell_story(START, seed=12) != story


@pytest.mark.parametrize("seed", range(6))
def test_a_story_is_in_order_and_whole(seed: int) -> None:
    events = tell_story(START, seed).events
    keys = {event.key for event in events if isinstance(event, (Said, Posted))}
    known: set[int] = set()

    assert [event.at for event in events] == sorted(event.at for event in events)
    assert all(START <= event.at < START + timedelta(days=28) for event in events)
    for event in events:
        if isinstance(event, Said):
            assert event.reply_to is None or event.reply_to in known
            assert event.post is None or event.post in known
            assert len(event.text) <= 2000
        if isinstance(event, Reacted):
            assert event.key in known
        if isinstance(event, (Said, Posted)):
            known.add(event.key)
    assert known == keys


@pytest.mark.parametrize("seed", range(6))
def test_only_members_act(seed: int) -> None:
    story = tell_story(START, seed)
    here = {person.name for person in story.people if person.joined_day < 0} | {DICE_BOT}

    for event in story.events:
        if isinstance(event, Joined):
            here.add(event.person)
        assert event.person in here
        if isinstance(event, Left):
            here.remove(event.person)


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_in_voice_twice(seed: int) -> None:
    inside: set[str] = set()
    for event in tell_story(START, seed).events:
        if isinstance(event, VoiceIn):
            assert event.person not in inside
            inside.add(event.person)
        if isinstance(event, VoiceOut):
            inside.remove(event.person)
    assert not inside


def test_it_has_the_size_of_a_small_community(story: Story) -> None:
    assert len(story.people) == 60
    assert 2500 <= len(said(story)) <= 3500
    assert sum(isinstance(event, Joined) for event in story.events) == 16
    assert 3 <= sum(isinstance(event, Left) for event in story.events) <= 6


def test_the_jam_makes_its_weekend_the_liveliest(story: Story) -> None:
    weekends = Counter(
        day_of(story, event.at) // 7 for event in said(story) if day_of(story, event.at) % 7 >= 4
    )

    assert weekends[3] > 1.3 * max(weekends[week] for week in range(3))
    jam = {event.text for event in said(story) if day_of(story, event.at) in JAM_DAYS}
    assert any("jam" in text for text in jam)


def test_the_outage_is_complained_about_in_help_on_two_days(story: Story) -> None:
    fixed = {line for line in (*phrases.OUTAGE, *phrases.OUTAGE_REPLIES) if "{" not in line}
    days = {day_of(story, event.at) for event in said(story) if event.text in fixed}

    assert set(OUTAGE_DAYS) <= days <= {*OUTAGE_DAYS, OUTAGE_DAYS[-1] + 1}
    assert {e.channel for e in said(story) if e.text in fixed} == {"help"}


def test_helpers_answer_most_questions_by_reply_or_mention(story: Story) -> None:
    helpers = {person.name for person in story.people if person.part is Part.HELPER}
    answers = [e for e in said(story) if e.channel == "help" and (e.reply_to or e.mentions)]

    assert len(answers) > 80
    assert sum(e.person in helpers for e in answers) > len(answers) / 4
    assert any(e.mentions for e in answers)
    assert any(e.reply_to for e in answers)


def test_some_lines_are_not_english_and_some_hold_code(story: Story) -> None:
    texts = [event.text for event in said(story)]

    assert 20 <= sum(text in phrases.FOREIGN for text in texts) <= 150
    assert any("```" in text for text in texts)
    assert not any("{" in text for text in texts), "a slot was left open"


def test_voice_is_sometimes_shared_and_sometimes_lonely(story: Story) -> None:
    stays: dict[str, datetime] = {}
    inside: set[str] = set()
    together = alone = 0
    for event in story.events:
        if isinstance(event, VoiceIn):
            inside.add(event.person)
            stays[event.person] = event.at
        elif isinstance(event, VoiceOut):
            together += len(inside) > 1
            alone += len(inside) == 1
            inside.remove(event.person)

    assert together > 20
    assert alone > 5


class Listener(commands.AutoShardedBot):
    def __init__(self, clock: Clock) -> None:
        super().__init__("!", intents=discord.Intents.all())
        self.clock = clock
        self.messages: list[discord.Message] = []
        self.late: list[timedelta] = []
        self.others: Counter[str] = Counter()

    async def on_message(self, message: discord.Message) -> None:
        self.messages.append(message)
        self.late.append(self.clock.now() - message.created_at)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        self.others["reaction"] += 1

    async def on_member_join(self, member: discord.Member) -> None:
        self.others["join"] += 1

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        self.others["leave"] += 1

    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        self.others["voice"] += 1


async def test_a_story_reaches_the_bot_event_by_event(story: Story) -> None:
    end = START + timedelta(days=4)
    short = replace(story, end=end, events=tuple(e for e in story.events if e.at < end))
    seen: list[tuple[int, int]] = []
    async with SimulatedDiscord(Listener, START) as sim:
        world = await settle_community(sim, short)
        await play(sim, world, lambda done, total: seen.append((done, total)))
        bot = sim.bot
        assert isinstance(bot, Listener)

        spoken = [event for event in short.events if isinstance(event, (Said, Posted))]
        assert [message.created_at for message in bot.messages] == [event.at for event in spoken]
        assert [message.author.name for message in bot.messages] == [e.person for e in spoken]
        assert set(bot.late) == {timedelta(0)}
        assert {m.author.bot for m in bot.messages if m.author.name == DICE_BOT} == {True}
        count = Counter(type(event) for event in short.events)
        assert bot.others["reaction"] == count[Reacted]
        assert bot.others["join"] == count[Joined]
        assert bot.others["voice"] == count[VoiceIn] + count[VoiceOut]
        assert seen[-1] == (len(short.events), len(short.events))
        assert sim.now() == end
        assert world.manager.member is not None
        assert world.manager.member.guild_permissions.manage_guild
        founder = next(person for person in story.people if person.joined_day < 0)
        member = world.members[founder.name].member
        assert member is not None
        assert member.joined_at is not None
        assert member.created_at < member.joined_at < START


async def test_the_story_begins_at_a_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(start: datetime, seed: int) -> Story:
        return Story(start, start, (), ())

    monkeypatch.setattr("bot.demo.player.tell_story", nothing)
    async with SimulatedDiscord(Listener, START + timedelta(hours=3)) as sim:
        world = await live_four_weeks(sim)

    assert world.story.start == START + timedelta(days=1)
