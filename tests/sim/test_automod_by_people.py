"""Automod in the simulated Discord: attackers, bystanders, moderators, and who sets it up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor
from sqlalchemy import select

from bot.ledger.models import Message
from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from tests.plugins.answers import sentence
from tests.plugins.moderators import (
    case,
    choose,
    fields,
    is_banned,
    is_here,
    moment,
    numbers,
    open_log,
    posted,
    timeout_of,
    with_role,
)
from tests.plugins.newcomers import dms
from tests.plugins.town import OpenTown, Town, embed_of, said


async def automod(town: Town, command: str, **options: Any) -> InteractionResult:
    return await town.mayor.slash(town.general, f"automod {command}", **options)


async def forbid(town: Town, word: str, actions: str = "delete") -> None:
    await automod(town, "words", list="words", add=word)
    await automod(town, "set", rule="words", key="actions", value=actions)
    await automod(town, "enable", rule="words")


async def write(town: Town, who: MemberActor, text: str, **options: Any) -> Any:
    message = await who.send(town.general, text, **options)
    await moment(town)
    return message


def there(town: Town) -> list[str]:
    return [message.content for message in town.general.history() if not message.author.bot]


async def counted(town: Town) -> int:
    return len(await town.rows(select(Message.message_id)))


async def test_a_forbidden_word_goes_and_leaves_a_case(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await open_log(town)
        await forbid(town, "blorp*")

        await write(town, town.ada, "Hello all")
        await write(town, town.ada, "you bl0rpers @everyone")

        assert there(town) == ["Hello all"]
        assert await counted(town) == 1
        kept = await case(town, 1)
        assert (kept.action, kept.source, kept.outcome) == (
            Action.DELETE,
            Source.AUTOMOD,
            Outcome.DONE,
        )
        assert (kept.moderator_id, kept.target_id) == (None, town.ada.id)
        # What was written is kept nowhere.
        assert "bl0rp" not in f"{kept.reason} {kept.evidence}"
        (message,) = posted(log)
        assert fields(message.embeds[0])["Reason"] == "Automod: Forbidden words"
        assert message.mentions == []
        assert not message.mention_everyone
        assert dms(town.ada.user) == []


async def test_nothing_happens_where_nothing_is_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        await automod(town, "words", list="words", add="blorp")
        await write(town, town.ada, "blorp")

        assert there(town) == ["blorp"]
        assert await numbers(town) == []


async def test_each_spelling_of_one_spammer_goes_but_there_is_one_case(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await forbid(town, "blorp", "delete,warn")

        for text in ("blorp", "b l o r p", "BL0RP", "b.l.o.r.p"):
            await town.ada.send(town.general, text)
        await moment(town)

        assert there(town) == []
        assert await numbers(town) == [1]
        assert (await case(town, 1)).action is Action.WARN
        (notice,) = dms(town.ada.user)
        assert fields(notice.embeds[0])["Reason"] == "Automod: Forbidden words"


async def test_a_timeout_lasts_as_long_as_was_set(open_town: OpenTown) -> None:
    async with open_town() as town:
        await forbid(town, "blorp", "delete, timeout")
        await automod(town, "set", rule="words", key="timeout_minutes", value="45")
        cited = await automod(town, "set", rule="words", key="rule", value="3")
        assert "rule is now 3" in said(cited)

        await write(town, town.ada, "blorp")

        assert timeout_of(town, town.ada) is not None
        kept = await case(town, 1)
        assert (kept.action, kept.duration) == (Action.TIMEOUT, timedelta(minutes=45))
        assert kept.dm is Dm.ARRIVED
        # It cites the server's rule, as a moderator's would.
        assert kept.rule == 3
        assert fields(dms(town.ada.user)[0].embeds[0])["Rule"] == "Rule 3"
        nothing = await automod(town, "set", rule="words", key="rule", value="none")
        assert "rule is now nothing yet" in said(nothing)


@pytest.mark.parametrize(("act", "banned"), [("kick", False), ("ban", True)])
async def test_kicks_and_bans(open_town: OpenTown, act: str, banned: bool) -> None:
    async with open_town() as town:
        await forbid(town, "blorp", act)

        await write(town, town.ada, "blorp")

        assert not is_here(town, town.ada)
        assert is_banned(town, town.ada) is banned


async def test_quarantine_gives_the_role_and_says_where_there_is_none(open_town: OpenTown) -> None:
    async with open_town() as town:
        role = town.guild.create_role("Quarantine")
        await town.sim.settle()
        await forbid(town, "blorp", "delete,quarantine")

        await write(town, town.bob, "blorp")
        await choose(town, quarantine_role_id=role.id)
        await write(town, town.ada, "blorp")

        assert there(town) == []
        refused, done = await case(town, 1), await case(town, 2)
        # The message went, and what is missing for the rest is said, with how to mend it.
        assert (refused.action, refused.outcome) == (Action.DELETE, Outcome.DONE)
        shown = embed_of(await town.mayor.slash(town.general, "case show", number=1))
        went = fields(shown)["How it went"].replace("\\", "")
        assert went.startswith("Done, but not all of it: This server has no role for quarantine")
        assert went.endswith("chooses it with /settings set, moderation.quarantine_role_id.")
        assert "Discord" not in went
        assert (done.action, done.outcome) == (Action.QUARANTINE, Outcome.DONE)
        members = town.sim.env.backend.get_guild(town.guild.id).members
        assert role.id in members[town.ada.id].role_ids
        assert role.id not in members[town.bob.id].role_ids


async def test_warnings_of_automod_add_up(open_town: OpenTown) -> None:
    async with open_town() as town:
        await choose(town, escalation=["2 timeout 1h"])
        await forbid(town, "blorp", "warn")

        for _ in range(2):
            await write(town, town.ada, "blorp")
            await town.sim.advance(timedelta(minutes=1))

        assert await numbers(town) == [1, 2, 3]
        assert (await case(town, 3)).source is Source.ESCALATION
        assert timeout_of(town, town.ada) is not None


async def test_an_alert_leaves_the_message_with_a_note_and_a_link(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await open_log(town)
        await forbid(town, "blorp", "alert")

        message = await write(town, town.ada, "blorp")

        assert there(town) == ["blorp"]
        assert await counted(town) == 1
        assert (await case(town, 1)).action is Action.NOTE
        (shown,) = posted(log)
        assert str(message.id) in fields(shown.embeds[0])["Evidence"]


async def test_a_reply_pings_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        await forbid(town, "blorp", "delete,reply")

        await write(town, town.ada, "blorp")

        (answer,) = [m for m in town.general.history() if m.author.bot]
        assert "ada, that message broke a rule" in answer.content
        assert answer.mentions == []


async def test_who_moderates_is_not_moderated(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await with_role(town, "mia", "Moderators", manage_messages=True)
        await forbid(town, "blorp", "ban")

        await write(town, mia, "blorp is forbidden here")
        await write(town, town.mayor, "blorp")

        assert len(there(town)) == 2
        assert is_here(town, mia)
        assert await numbers(town) == []


async def test_exempt_roles_and_channels(open_town: OpenTown) -> None:
    async with open_town() as town:
        poet = await with_role(town, "poet", "Poets")
        role = next(r for r in town.bot.get_guild(town.guild.id).roles if r.name == "Poets")  # type: ignore[union-attr]
        await forbid(town, "blorp")
        await automod(town, "set", rule="words", key="except_role_ids", value=role.mention)
        help_channel = town.guild.channels["help"]
        await automod(
            town, "set", rule="words", key="except_channel_ids", value=f"<#{help_channel.id}>"
        )

        await write(town, poet, "blorp")
        await town.ada.send(help_channel, "blorp")
        await write(town, town.ada, "blorp")

        assert there(town) == ["blorp"]
        assert len([m for m in help_channel.history() if not m.author.bot]) == 1


async def test_an_edit_is_looked_at(open_town: OpenTown) -> None:
    async with open_town() as town:
        await forbid(town, "blorp")
        message = await write(town, town.ada, "Hello")

        await town.ada.edit(message, "Hello, blorp")
        await moment(town)

        assert there(town) == []
        assert (await case(town, 1)).action is Action.DELETE


async def test_one_text_in_many_channels(open_town: OpenTown) -> None:
    async with open_town() as town:
        await automod(town, "enable", rule="duplicates")

        for name in ("general", "help", "off-topic"):
            await town.ada.send(town.guild.channels[name], "Come and buy my thing")
        await moment(town)

        assert await numbers(town) == [1]
        assert (await case(town, 1)).reason == "Automod: The same text again and again"


async def test_what_comes_with_a_message_is_looked_at(open_town: OpenTown) -> None:
    async with open_town() as town:
        for rule in ("attachments", "mentions", "newcomers", "late-edits"):
            await automod(town, "enable", rule=rule)
            await automod(town, "set", rule=rule, key="actions", value="delete")
        await automod(town, "set", rule="mentions", key="people", value="2")
        await automod(town, "set", rule="newcomers", key="signs", value="4")
        now, world = town.sim.now(), town.sim.env.backend
        strangers = [town.sim.user(name, created=now) for name in ("eve", "finn")]
        world.users[strangers[1].id].avatar = "a" * 32
        eve, finn = (town.sim.add_member(town.guild, user, joined=now) for user in strangers)
        await town.sim.settle()
        # The one she answers, and herself, she does not count to mention.
        hello = await write(town, town.bob, "Hello all")
        await town.ada.send(town.general, f"Hi <@{town.mayor.id}>", reply_to=hello)

        await write(town, town.ada, "look", attachments=[("holiday.jpg.exe", b"MZ")])
        await write(town, town.ada, "look", attachments=[("holiday.jpg", b"...")])
        await write(town, town.bob, f"<@{town.ada.id}> <@{town.mayor.id}>")
        link = "see https://shop.example/x"
        for who in (eve, finn):
            await write(town, who, link)
        await town.sim.advance(timedelta(hours=2))
        await town.ada.edit(hello_again := await write(town, town.ada, "Nice"), "Nicer")
        await town.sim.advance(timedelta(hours=2))
        await town.ada.edit(hello_again, link)
        await moment(town)

        assert there(town) == ["Hello all", f"Hi <@{town.mayor.id}>", "look", link]
        broken = [(await case(town, number)).reason for number in await numbers(town)]
        assert broken == [
            "Automod: Files that are not welcome",
            "Automod: Too many mentions",
            "Automod: Risky first messages",
            "Automod: Links put in long after",
        ]


async def test_without_the_permission_the_case_says_so(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await open_log(town)
        await forbid(town, "blorp")
        await town.forbid("manage_messages", "administrator")

        await write(town, town.ada, "blorp")

        assert there(town) == ["blorp"]
        assert (await case(town, 1)).outcome is Outcome.FAILED
        (message,) = posted(log)
        went = fields(message.embeds[0])["How it went"]
        assert went.startswith("Not done: The message could not be deleted")
        assert "I need Manage Messages" in went


async def test_a_dry_run_only_says_what_it_would_do(open_town: OpenTown) -> None:
    async with open_town() as town:
        log = await open_log(town)
        await forbid(town, "blorp", "delete,ban")
        for rule in ("emoji", "caps"):
            await automod(town, "enable", rule=rule)
        here = f"<#{town.general.id}>"
        await automod(town, "set", rule="caps", key="except_channel_ids", value=here)
        result = await automod(town, "dryrun", mode="on")
        assert "I only say in the mod log" in said(result)

        await write(town, town.ada, "blorp")

        assert there(town) == ["blorp"]
        assert await counted(town) == 1
        assert is_here(town, town.ada)
        assert await numbers(town) == []
        (message,) = log.history()
        assert message.embeds[0].title == "Automod, dry run"
        assert "delete the message, ban" in (message.embeds[0].description or "")
        told = fields(message.embeds[0])
        assert told["🟢 Nothing to say"] == "Too many emoji"
        assert told["⚪ Do not hold here"] == "Mostly capitals"
        assert town.guild.name not in str(message.embeds[0].to_dict())
        assert message.mentions == []
        await automod(town, "dryrun", mode="off")
        await town.sim.advance(timedelta(minutes=1))
        await write(town, town.ada, "blorp")
        assert is_banned(town, town.ada)


async def test_names_of_newcomers_and_new_nicknames(open_town: OpenTown) -> None:
    async with open_town() as town:
        await automod(town, "words", list="names", add="*admin*")
        await automod(town, "enable", rule="names")

        await town.newcomer("server-adm1n")
        await town.newcomer("admiral")
        await moment(town)

        assert await numbers(town) == [1]
        assert (await case(town, 1)).reason == "Automod: Names that are not welcome"

        # Both kinds of names are looked at when they change.
        world = town.sim.env.backend
        world.get_guild(town.guild.id).members[town.bob.id].nick = "The ADM1N"
        world.announce_member_update(town.guild.id, town.bob.id)
        world.users[town.ada.id].global_name = "Your Admin"
        world.announce_member_update(town.guild.id, town.ada.id)
        await moment(town)
        assert [(await case(town, number)).target_id for number in await numbers(town)][1:] == [
            town.bob.id,
            town.ada.id,
        ]


async def test_a_test_explains_every_rule(open_town: OpenTown) -> None:
    async with open_town() as town:
        await forbid(town, "blorp")
        await automod(town, "enable", rule="names")

        result = await automod(town, "test", text="b l o r p and discord.gg/abc")

        assert result.response is not None
        assert result.ephemeral
        shown = {
            name: value for embed in result.response.embeds for name, value in fields(embed).items()
        }
        assert result.response.embeds[0].description == "One rule fires."
        assert shown["🔴 Forbidden words"] == "Fires: blorp"
        assert shown["⚫ Invitations to other servers"] == "Off; would fire: abc"
        assert shown["⚫ Too many lines"] == "Off; quiet: 0 of 30"
        # No message is judged by the rule about names.
        assert shown["⚪ Names that are not welcome"] == "Not as a name: abc"
        assert "tell moderators" not in shown["What I would do"]
        assert there(town) == []


async def test_a_pattern_that_cannot_be_is_refused_with_the_reason(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await automod(town, "words", list="patterns", add="(?=look)")

        assert "invalid perl operator" in sentence(said(result))
        assert "Nothing was changed" in said(result)
        shown = await automod(town, "words", list="patterns")
        assert "(0): nothing yet" in said(shown)
        # Commas belong to a pattern.
        shown = await automod(town, "words", list="patterns", add="blo{1,3}rp")
        assert "(1): blo{1,3}rp" in said(shown)


async def test_lists_grow_and_shrink(open_town: OpenTown) -> None:
    async with open_town() as town:
        for rule in ("words", "patterns", "links"):
            assert "still empty" in said(await automod(town, "enable", rule=rule))
            await automod(town, "disable", rule=rule)
        for name, given, kept in (
            ("innocent", "blorps, blorped,, blorps", "(2): blorps, blorped"),
            ("domains", "https://Scam.example/win?x, b.example", "(2): scam.example, b.example"),
            ("invites", "https://discord.gg/AbC", "(1): AbC"),
        ):
            assert kept in said(await automod(town, "words", list=name, add=given))
        assert "still empty" not in said(await automod(town, "enable", rule="links"))
        for act, lacks in (("quarantine", "no role for quarantine"), ("role", "No role was given")):
            result = await automod(town, "set", rule="links", key="actions", value=act)
            assert lacks in said(result)
        await automod(town, "set", rule="links", key="actions", value="quarantine")
        assert "no role for quarantine" in said(await automod(town, "enable", rule="links"))
        await automod(town, "words", list="words", add="Blorp")
        await automod(town, "words", list="words", add="@everyone")
        result = await automod(town, "words", list="words", remove="blorp")

        assert "(1): @\u200beveryone" in said(result)
        assert "is off" in said(result)
        gone = await automod(town, "words", list="words", remove="blorp")
        assert "not on that list" in sentence(said(gone))
        choices = await town.mayor.autocomplete(
            town.general, "automod words", "remove", "every", list="words"
        )
        assert [choice["value"] for choice in choices] == ["@everyone"]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("percent", "101", "less than or equal to 100"),
        ("colour", "red", "is no setting of this rule"),
        ("edits", "maybe", "say on or off"),
        ("except_role_ids", "poets", "Mention channels and roles"),
        ("actions", "explode", "actions"),
    ],
)
async def test_settings_that_cannot_be_are_refused(
    open_town: OpenTown, key: str, value: str, says: str
) -> None:
    async with open_town() as town:
        result = await automod(town, "set", rule="caps", key=key, value=value)

        assert says in sentence(said(result))


async def test_the_list_shows_every_rule(open_town: OpenTown) -> None:
    async with open_town() as town:
        await forbid(town, "blorp")
        await automod(town, "set", rule="caps", key="percent", value="95")
        await automod(town, "disable", rule="words")
        await automod(town, "enable", rule="caps")

        result = await automod(town, "list")

        assert result.response is not None
        (embed, *_) = result.response.embeds
        assert "One of 17 rules is on" in (embed.description or "")
        shown = fields(embed)
        assert "percent: 95" in shown["🟢 Mostly capitals"]
        assert "words: 1" in shown["⚫ Forbidden words"]


async def test_members_may_not_set_it_up(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert "automod" not in town.ada.available_commands(town.general)
