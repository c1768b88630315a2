"""Commands, buttons and forms through the double."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord
import pytest
from discord import app_commands

from tests.wire.clients import Watcher, watching
from tests.wire.double import WireDouble
from tests.wire.ids import member_id

Talk = discord.Interaction[Any]


class _Button(discord.ui.View):
    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: Talk, _button: discord.ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="changed", view=None)

    @discord.ui.button(label="Form", custom_id="form")
    async def form(self, interaction: Talk, _button: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(_Form())


class _Form(discord.ui.Modal, title="Say"):
    word: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Word", custom_id="word")

    async def on_submit(self, interaction: Talk) -> None:
        await interaction.response.send_message(f"You said {self.word.value}", ephemeral=True)


def _teach(client: Watcher) -> None:
    group = app_commands.Group(name="say", description="Say something")

    @group.command(description="At once")
    async def now(interaction: Talk, word: str, who: discord.Member | None = None) -> None:
        await interaction.response.send_message(f"{word}!", view=_Button())

    @group.command(description="After a while")
    async def later(interaction: Talk) -> None:
        await interaction.response.defer(ephemeral=True)
        await asyncio.sleep(0.2)
        picture = discord.File(io.BytesIO(b"picture"), "chart.png")
        await interaction.followup.send("done", file=picture)
        await interaction.edit_original_response(content="done indeed")

    @group.command(description="Too late")
    async def never(interaction: Talk) -> None:
        await asyncio.sleep(0.4)
        with pytest.raises(discord.NotFound) as late:
            await interaction.response.send_message("sorry")
        client.happened.append(str(late.value.code))

    client.tree.add_command(group)


async def test_a_command_is_answered_and_timed(double: WireDouble) -> None:
    made = await double.guild()
    async with watching(double) as client:
        _teach(client)
        await client.tree.sync()
        asked = {"name": "say now", "options": {"word": "hi"}, "user": member_id(4)}
        answer = await double.call("command", channel=made.channels[0], **asked)
        assert 0 < answer["first_ms"] <= answer["final_ms"]
        said = answer["messages"][0]
        assert said["content"] == "hi!"
        assert await double.call("messages", channel=made.channels[0]) == [said]

        pressed = {"message": said["id"], "data": {"custom_id": "more", "component_type": 2}}
        changed = await double.call("interact", channel=made.channels[0], kind=3, **pressed)
        assert changed["type"] == 7
        (message,) = await double.call("messages", channel=made.channels[0])
        assert (message["content"], message["components"]) == ("changed", [])


async def test_who_is_picked_comes_as_a_member_or_as_somebody_gone(double: WireDouble) -> None:
    made = await double.guild(members=5)
    async with watching(double) as client:
        picked: list[discord.User | discord.Member] = []

        @client.tree.command(description="Pick somebody")
        async def pick(interaction: Talk, who: discord.User) -> None:
            picked.append(who)
            await interaction.response.send_message("picked")

        await client.tree.sync()
        for user in (member_id(3), member_id(99)):
            asked = {"name": "pick", "options": {"who": str(user)}}
            await double.call("command", channel=made.channels[0], **asked)
    assert [who.id for who in picked] == [member_id(3), member_id(99)]
    assert [isinstance(who, discord.Member) for who in picked] == [True, False]


async def test_a_form_is_shown_and_sent(double: WireDouble) -> None:
    made = await double.guild()
    channel = made.channels[0]
    async with watching(double) as client:
        _teach(client)
        await client.tree.sync()
        answer = await double.call(
            "command", channel=channel, name="say now", options={"word": "a"}
        )
        pressed = {
            "message": answer["messages"][0]["id"],
            "data": {"custom_id": "form", "component_type": 2},
        }
        shown = await double.call("interact", channel=channel, kind=3, **pressed)
        assert (shown["type"], shown["data"]["title"]) == (9, "Say")
        filled = {"type": 4, "custom_id": "word", "value": "yes"}
        data = {
            "custom_id": shown["data"]["custom_id"],
            "components": [{"type": 1, "components": [filled]}],
        }
        sent = await double.call("interact", channel=channel, kind=5, data=data)
        assert sent["messages"][0]["content"] == "You said yes"
        assert sent["messages"][0]["flags"] & 64


async def test_a_deferred_answer_is_edited_with_a_file(double: WireDouble) -> None:
    made = await double.guild()
    async with watching(double) as client:
        _teach(client)
        await client.tree.sync()
        asked = {"name": "say later", "until": "settled"}
        answer = await double.call("command", channel=made.channels[0], **asked)
        assert answer["type"] == 5
        assert answer["first_ms"] <= answer["final_ms"]
        (message,) = answer["messages"]
        assert message["content"].startswith("done")
        attached = [(part["filename"], part["size"]) for part in message["attachments"]]
        assert attached == [("chart.png", 7)]
        assert await double.call("messages", channel=made.channels[0]) == []  # only one sees it


async def test_a_late_answer_is_unknown(double: WireDouble) -> None:
    made = await double.guild()
    await double.call("configure", interaction_ttl_s=0.2)
    async with watching(double) as client:
        _teach(client)
        await client.tree.sync()
        asked = {"name": "say never", "timeout_s": 0.6}
        answer = await double.call("command", channel=made.channels[0], **asked)
        assert answer["timed_out"]
        assert client.happened[-1] == "10062"


async def test_what_cannot_be_asked(double: WireDouble) -> None:
    made = await double.guild()
    with pytest.raises(RuntimeError, match="no command /nothing"):
        await double.call("command", channel=made.channels[0], name="nothing")
    with pytest.raises(RuntimeError, match="no client is connected"):
        await double.call("interact", channel=made.channels[0], kind=2, data={})
