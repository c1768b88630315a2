"""Plays a story through the simulated Discord, event by event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import discord
from simcord import ChannelHandle, GuildHandle, MemberActor, UserHandle

from bot.demo.community import DICE_BOT, FORUM, TEXT_CHANNELS, TITLE, VOICE, Story, tell_story
from bot.demo.events import Event, Joined, Left, Posted, Reacted, Said, VoiceIn, VoiceOut
from bot.demo.simulation import SimulatedDiscord

MANAGER = "Harbourmaster"
STRIDE = timedelta(hours=2)
"""How often the bot's timers get a turn: they are late by no more than this."""

Progress = Callable[[int, int], object]
"""Called with the number of events played and of all events."""


@dataclass(slots=True)
class World:
    """The community in the simulated Discord: its server, channels, people and story."""

    guild: GuildHandle
    channels: dict[str, ChannelHandle]
    manager: MemberActor
    users: dict[str, UserHandle]
    members: dict[str, MemberActor]
    story: Story
    messages: dict[int, discord.Message] = field(default_factory=dict)
    posts: dict[int, ChannelHandle] = field(default_factory=dict)


async def settle_community(sim: SimulatedDiscord, story: Story) -> World:
    """Furnish the server with who was there before, and invite the bot to it."""
    users = {
        person.name: sim.user(person.name, created=story.start - timedelta(days=420 + 7 * number))
        for number, person in enumerate(story.people)
    }
    users[DICE_BOT] = sim.user(DICE_BOT, bot=True)
    owner = sim.user(MANAGER, created=story.start - timedelta(days=900))
    members: dict[str, MemberActor] = {}

    def furnish(guild: GuildHandle) -> None:
        for name in TEXT_CHANNELS:
            guild.create_text_channel(name)
        guild.create_forum_channel(FORUM)
        guild.create_voice_channel(VOICE)
        sim.add_member(guild, owner, joined=story.start - timedelta(days=500))
        members[DICE_BOT] = sim.add_member(guild, users[DICE_BOT])
        for person in story.people:
            if person.joined_day < 0:
                joined = story.start + timedelta(days=person.joined_day)
                members[person.name] = sim.add_member(guild, users[person.name], joined=joined)

    guild = await sim.invite_bot(TITLE, furnish, owner=owner)
    manager = MemberActor(sim.env, guild, owner)
    return World(guild, guild.channels, manager, users, members, story)


async def play(sim: SimulatedDiscord, world: World, on_progress: Progress | None = None) -> None:
    """Let every event of the story happen at its instant, then go on to the story's end.

    The bot takes every event in at its instant; its timers get a turn once a ``STRIDE``.
    """
    events = world.story.events
    turn = sim.now() + STRIDE
    for number, event in enumerate(events, start=1):
        while turn <= event.at:
            await sim.skip_to(turn)
            turn += STRIDE
        sim.pass_to(event.at)
        await _happen(sim, world, event)
        if on_progress is not None:
            on_progress(number, len(events))
    await sim.skip_to(world.story.end)


async def live_four_weeks(
    sim: SimulatedDiscord, on_progress: Progress | None = None, *, seed: int = 11
) -> World:
    """Live through the four weeks of the demo community with the bot of ``sim``.

    The story begins at the simulation's next midnight (UTC), or now where it is midnight:
    start the simulation on a Monday. It ends 28 days later at midnight, with everything
    said and the bot at rest; what a manager does then is up to the caller.
    """
    now = sim.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    start = midnight if midnight == now else midnight + timedelta(days=1)
    story = tell_story(start, seed)
    world = await settle_community(sim, story)
    await play(sim, world, on_progress)
    return world


async def _happen(sim: SimulatedDiscord, world: World, event: Event) -> None:
    match event:
        case Joined(person=name):
            world.members[name] = sim.add_member(world.guild, world.users[name])
            await sim.settle()
        case Left(person=name):
            world.guild.remove_member(world.members.pop(name))
            await sim.settle()
        case Said():
            await _say(world, event)
        case Posted(person=name, channel=channel, title=title, text=text, key=key):
            member, forum = world.members[name], world.channels[channel]
            thread, opening = await sim.post_in_forum(member, forum, title, text)
            world.posts[key], world.messages[key] = thread, opening
        case Reacted(person=name, key=key, emoji=emoji):
            await world.members[name].set_reaction(world.messages[key], emoji, reacted=True)
        case VoiceIn(person=name, channel=channel):
            await world.members[name].join_voice(world.channels[channel])
        case VoiceOut(person=name):
            await world.members[name].leave_voice()


async def _say(world: World, event: Said) -> None:
    place = world.channels[event.channel] if event.post is None else world.posts[event.post]
    words = [world.users[name].mention for name in event.mentions] + [event.text]
    reply_to = None if event.reply_to is None else world.messages[event.reply_to]
    message = await world.members[event.person].send(place, " ".join(words), reply_to=reply_to)
    world.messages[event.key] = message
