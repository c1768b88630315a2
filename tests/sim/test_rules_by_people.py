"""The rules are written by managers, published as one message, and accepted by everyone else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from simcord import InteractionResult, MemberActor, RoleHandle
from sqlalchemy import select

from bot.signals import RulesAccepted
from cogs.moderation.models import CaseRow, RulesAcceptance, RulesVersion
from cogs.moderation.settings import GuildSettings
from tests.plugins.moderators import fields, moderator, moment, open_log, posted
from tests.plugins.newcomers import dms, fill, labels, member_roles, sent_to
from tests.plugins.town import OpenTown, Town, said

RULES = ("Be kind", "Stay on topic", "No spam")


async def write(town: Town, *titles: str) -> None:
    """Let the manager write rules through the forms."""
    for title in titles:
        panel = await town.mayor.slash(town.general, "rules edit")
        form = await town.mayor.click(panel.response, label="Add a rule")
        await fill(town.mayor, form, {"Title": title, "What it means": f"About: {title}."})


async def publish(town: Town, choice: str | None = None) -> InteractionResult:
    """Publish in ``help``; ``choice`` is pressed where it is asked who has to accept again."""
    result = await town.mayor.slash(
        town.general, "rules publish", channel=town.guild.channels["help"]
    )
    if choice is not None:
        result = await town.mayor.click(result.response, label=choice)
    await town.sim.settle()
    return result


def shown(town: Town) -> discord.Message:
    """Return the one message with the rules."""
    (message,) = sent_to(town.guild.channels["help"])
    return message


def text_of(message: Any) -> str:
    return "\n".join(embed.description or "" for embed in message.embeds)


async def accept(town: Town, who: MemberActor, message: Any = None) -> str:
    return said(await who.click(message or shown(town), label="I accept the rules"))


async def role_for_those_who_accept(town: Town) -> RoleHandle:
    role = town.guild.create_role("citizen")
    await town.bot.guild_settings.set(town.guild.id, GuildSettings, "rules_role_id", role.id)
    return role


async def accepted(town: Town) -> list[tuple[int, int]]:
    rows = await town.rows(
        select(RulesAcceptance.member_id, RulesAcceptance.version).order_by(
            RulesAcceptance.member_id
        )
    )
    return [(member_id, version) for member_id, version in rows]


async def test_rules_are_written_published_and_accepted(open_town: OpenTown) -> None:
    async with open_town() as town:
        role = await role_for_those_who_accept(town)
        heard: list[RulesAccepted] = []

        async def hear(signal: RulesAccepted) -> None:
            heard.append(signal)

        town.bot.signals.listen(RulesAccepted, hear)
        await write(town, *RULES)
        nowhere = await town.mayor.slash(town.general, "rules publish")
        assert "Where shall the rules stand?" in said(nowhere)
        result = await publish(town)

        assert "Version 1 of the rules holds now" in said(result)
        assert text_of(shown(town)).startswith("**1. Be kind**\nAbout: Be kind.\n\n**2. Stay")
        assert labels(shown(town)) == ["I accept the rules"]

        assert "You have accepted the rules of Meeple Harbour" in await accept(town, town.ada)
        assert "already" in await accept(town, town.ada)
        assert member_roles(town, town.ada) == {role.id}
        assert member_roles(town, town.bob) == set()
        assert [one.member_id for one in heard] == [town.ada.id]
        assert await accepted(town) == [(town.ada.id, 1)]
        again = await town.mayor.slash(town.general, "rules publish")
        assert f"appears in <#{town.guild.channels['help'].id}>" in said(again)


async def test_the_button_outlives_a_restart_and_gives_a_lost_role_again(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        role = await role_for_those_who_accept(town)
        await write(town, *RULES)
        await publish(town)
        await town.sim.restart(kill=True)

        await accept(town, town.bob)
        assert member_roles(town, town.bob) == {role.id}
        town.sim.env.backend.get_guild(town.guild.id).members[town.bob.id].role_ids.clear()
        town.sim.env.backend.announce_member_update(town.guild.id, town.bob.id)
        await town.sim.settle()
        assert "already" in await accept(town, town.bob)
        assert member_roles(town, town.bob) == {role.id}


async def test_a_change_of_the_wording_asks_nobody_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        await write(town, *RULES)
        await publish(town)
        first = shown(town)
        await accept(town, town.ada)

        panel = await town.mayor.slash(town.general, "rules edit")
        form = await town.mayor.select(panel.response, ["2"], custom_id="moderation-rule-edit")
        await fill(town.mayor, form, {"Title": "Keep to the topic", "What it means": "Please."})
        asked = await town.mayor.slash(
            town.general, "rules publish", channel=town.guild.channels["help"]
        )
        assert "changed 2" in asked.response.content
        assert "One member has accepted" in asked.response.content
        await town.mayor.click(asked.response, label="Wording alone")
        await town.sim.settle()

        # The message is the same, so that links to it hold.
        assert shown(town).id == first.id
        assert "**2. Keep to the topic**\nPlease." in text_of(shown(town))
        assert "already" in await accept(town, town.ada)
        assert await town.rows(select(RulesVersion.version, RulesVersion.asks_from)) == [
            (1, 1),
            (2, 1),
        ]


async def test_a_change_of_what_is_allowed_asks_everybody_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        await write(town, *RULES)
        await publish(town)
        old = shown(town)
        await accept(town, town.ada)
        await write(town, "No politics")

        result = await publish(town, "Ask everybody to accept again")

        assert result is not None
        # A new message shows as unread, and the old one is gone.
        assert shown(town).id != old.id
        assert "**4. No politics**" in text_of(shown(town))
        rules = await town.ada.slash(town.general, "rules show")
        assert labels(rules.response) == ["I accept the rules"]
        assert "Thank you" in said(await town.ada.click(rules.response, label="I accept the rules"))
        assert await accepted(town) == [(town.ada.id, 2)]
        again = await town.ada.slash(town.general, "rules show")
        assert labels(again.response) == []


async def test_what_is_not_wanted_after_all_is_not_published(open_town: OpenTown) -> None:
    async with open_town() as town:
        await write(town, *RULES)
        await publish(town)
        await write(town, "No politics")
        await publish(town, "Do not publish")

        assert "No politics" not in text_of(shown(town))
        panel = await town.mayor.slash(town.general, "rules edit")
        assert "No politics" in text_of(panel.response)


async def test_rules_that_were_deleted_by_hand_are_shown_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        await write(town, *RULES)
        await publish(town)
        await town.mayor.delete(shown(town))

        await publish(town)

        assert "Be kind" in text_of(shown(town))
        assert "Thank you" in await accept(town, town.bob)


async def test_a_rule_is_taken_away_and_the_others_move_up(open_town: OpenTown) -> None:
    async with open_town() as town:
        await write(town, *RULES)
        panel = await town.mayor.slash(town.general, "rules edit")
        await town.sim.restart()
        await town.mayor.select(panel.response, ["1"], custom_id="moderation-rule-remove")
        await publish(town)

        assert text_of(shown(town)).startswith("**1. Stay on topic**")
        one = await town.bob.slash(town.general, "rules show", number=2)
        assert one.response.embeds[0].title == "2. No spam"
        none = await town.bob.slash(town.general, "rules show", number=3)
        assert "There are only 2 rules" in said(none)


async def test_a_form_that_was_open_over_a_restart_is_taken_up(open_town: OpenTown) -> None:
    async with open_town() as town:
        panel = await town.mayor.slash(town.general, "rules edit")
        form = await town.mayor.click(panel.response, label="Add a rule")
        await town.sim.restart()

        await fill(town.mayor, form, {"Title": "Be kind"})

        assert [rule.title for rule in await drafted(town)] == ["Be kind"]


async def drafted(town: Town) -> Any:
    from cogs.moderation.service.rules import RulesService

    return await town.bot.ports.get(RulesService).draft(town.guild.id)


async def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(open_town: OpenTown) -> None:
    async with open_town() as town:
        panel = await town.mayor.slash(town.general, "rules edit")
        form = await town.mayor.click(panel.response, label="Add a rule")
        refused = await fill(
            town.mayor,
            form,
            {"Title": "Be kind", "Number in the list (empty: stays, or last)": "x"},
        )

        assert "from 1 to 25" in said(refused)
        assert await drafted(town) == ()
        answer = refused.followups[-1] if refused.followups else refused.response
        reopened = await town.mayor.click(answer, label="Edit and try again")
        assert reopened.modal is not None
        await fill(
            town.mayor,
            reopened,
            {"Title": "Be kind", "Number in the list (empty: stays, or last)": "1"},
        )
        assert [rule.title for rule in await drafted(town)] == ["Be kind"]


async def test_nobody_is_pinged_by_a_rule(open_town: OpenTown) -> None:
    async with open_town() as town:
        await write(town, "@everyone", f"Ask {town.ada.mention} <@&{town.guild.id}>")
        await publish(town)

        message = shown(town)
        assert not message.content
        assert message.mentions == []
        assert not message.mention_everyone


async def test_without_rules_everybody_is_told_what_to_do(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert "has not published its rules yet" in said(
            await town.ada.slash(town.general, "rules show")
        )
        refused = await town.mayor.slash(town.general, "rules publish", channel=town.general)
        assert "Begin with /rules edit" in said(refused)


async def test_members_write_no_rules(open_town: OpenTown) -> None:
    async with open_town() as town:
        panel = await town.mayor.slash(town.general, "rules edit")
        refused = await town.ada.slash(town.general, "rules edit")

        assert "manager" in said(refused)
        # The panel is shown to the manager alone; whoever forges a press is refused, too.
        forged = await town.ada.slash(town.general, "rules publish", channel=town.general)
        assert "manager" in said(forged)
        assert panel.response is not None
        assert await drafted(town) == ()


async def test_missing_permissions_are_said_before_anything_is_done(open_town: OpenTown) -> None:
    async with open_town() as town:
        await write(town, *RULES)
        await town.forbid("send_messages")

        refused = await town.mayor.slash(
            town.general, "rules publish", channel=town.guild.channels["help"]
        )

        assert "Send Messages" in said(refused)
        assert await town.rows(select(RulesVersion.version)) == []


async def test_a_role_that_cannot_be_given_is_told_and_nothing_is_accepted(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await role_for_those_who_accept(town)
        await write(town, *RULES)
        await publish(town)
        town.sim.env.inject_error("PUT", "/guilds/*/members/*/roles/*", status=403, code=50013)

        assert "I may not give you the role citizen" in await accept(town, town.ada)
        assert await accepted(town) == []


async def test_an_acceptance_in_a_greeting_counts_here_too(open_town: OpenTown) -> None:
    async with open_town() as town:
        role = await role_for_those_who_accept(town)
        await write(town, *RULES)
        await publish(town)

        await town.sim.as_bot(town.bot.signals.send(RulesAccepted(town.guild.id, town.ada.id)))

        assert await accepted(town) == [(town.ada.id, 1)]
        assert member_roles(town, town.ada) == {role.id}


async def test_a_case_cites_a_rule_that_there_is(open_town: OpenTown) -> None:
    async with open_town() as town:
        # Whose rules stand elsewhere cites them by any number.
        elsewhere = await town.mayor.slash(
            town.general, "warn", member=town.ada.user, reason="loud", rule=9
        )
        assert "#1" in said(elsewhere)
        await write(town, *RULES)
        await publish(town)

        offered = await town.mayor.autocomplete(
            town.general, "warn", "rule", "spam", member=town.ada.user, reason="ads"
        )
        assert [(one["name"], one["value"]) for one in offered] == [("3. No spam", 3)]
        refused = await town.mayor.slash(
            town.general, "warn", member=town.ada.user, reason="ads", rule=9
        )
        assert "There are only 3 rules" in said(refused)
        automod = {"rule": "words", "key": "rule"}
        refused = await town.mayor.slash(town.general, "automod set", **automod, value="9")
        assert "There are only 3 rules" in said(refused)
        offered = await town.mayor.autocomplete(
            town.general, "automod set", "value", "spam", **automod
        )
        assert [(one["name"], one["value"]) for one in offered] == [("3. No spam", "3")]
        await town.mayor.slash(town.general, "warn", member=town.ada.user, reason="ads", rule=3)
        assert await town.rows(select(CaseRow.number, CaseRow.rule).order_by(CaseRow.number)) == [
            (1, 9),
            (2, 3),
        ]


async def test_a_role_with_powers_is_refused_before_anything_is_published(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        mighty = town.guild.create_role("mighty", permissions=discord.Permissions(ban_members=True))
        await town.bot.guild_settings.set(town.guild.id, GuildSettings, "rules_role_id", mighty.id)
        await write(town, *RULES)

        refused = await publish(town)

        assert "only the team may" in said(refused)
        assert await town.rows(select(RulesVersion.version)) == []
        await town.bot.guild_settings.reset(town.guild.id, GuildSettings, "rules_role_id")
        await publish(town)
        await town.bot.guild_settings.set(town.guild.id, GuildSettings, "rules_role_id", mighty.id)
        assert "only the team may" in await accept(town, town.ada)
        assert await accepted(town) == []


async def test_who_has_to_accept_again_may_lose_the_role_until_then(open_town: OpenTown) -> None:
    async with open_town() as town:
        role = await role_for_those_who_accept(town)
        await town.crowd(30)
        await write(town, *RULES)
        await publish(town)
        for who in (town.ada, town.bob, *town.guests):
            await accept(town, who)
        await write(town, "No politics")
        # Unless the server wants it, nobody loses anything.
        await publish(town, "Ask everybody to accept again")
        await town.sim.advance(timedelta(seconds=5))
        assert member_roles(town, town.ada) == {role.id}

        await town.bot.guild_settings.set(town.guild.id, GuildSettings, "rules_take_role", True)
        await write(town, "No spoilers")
        await publish(town, "Ask everybody to accept again")
        await accept(town, town.bob)
        await town.sim.restart(kill=True)
        await town.sim.advance(timedelta(minutes=2))

        assert member_roles(town, town.bob) == {role.id}
        others = [town.ada, *town.guests]
        assert not any(member_roles(town, one) for one in others)
        await accept(town, town.ada)
        await town.sim.advance(timedelta(seconds=5))
        assert member_roles(town, town.ada) == {role.id}


async def test_a_case_says_which_rule_by_its_title_of_then(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        await write(town, "Be kind", "No *spam*")
        await publish(town)
        await mia.slash(town.general, "warn", member=town.ada, reason="Loud", rule=2)
        await moment(town)

        (notice,) = dms(town.ada.user)
        (message,) = posted(log)
        title = "2 · No \\*spam\\*"
        assert fields(notice.embeds[0])["Rule"] == title
        assert fields(message.embeds[0])["Rule"] == title

        # The rules are others by now; the case cites what was broken.
        panel = await town.mayor.slash(town.general, "rules edit")
        await fill(
            town.mayor,
            await town.mayor.click(panel.response, label="Add a rule"),
            {"Title": "Read first", "Number in the list (empty: stays, or last)": "1"},
        )
        await publish(town, "Wording alone")
        shown_case = await mia.slash(town.general, "case show", number=1)
        listed = await mia.slash(town.general, "case list")
        history = await mia.slash(town.general, "history", member=town.ada)
        assert fields(shown_case.response.embeds[0])["Rule"] == title
        assert f"Loud ({title})" in text_of(listed.response)
        await mia.click(history.response, label="Next ▶")
        assert f"Loud ({title})" in text_of(history.response)
