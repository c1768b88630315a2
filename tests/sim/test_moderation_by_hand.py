"""What moderators do in Discord's own client, and who leaves and comes back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from simcord import MemberActor
from simcord.enums import AuditLogAction

from bot.guild_settings import ServerSettings
from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.views.acting import Acting, act
from tests.plugins.moderators import (
    case,
    choose,
    fields,
    is_banned,
    moderator,
    moment,
    numbers,
    open_log,
    posted,
    timeout_of,
)
from tests.plugins.newcomers import come_back, dms, member_roles
from tests.plugins.town import OpenTown, Town, embed_of, said


def by_hand(
    town: Town,
    who: MemberActor,
    action: AuditLogAction,
    target: Any,
    reason: str | None = None,
    changes: list[dict[str, Any]] | None = None,
    options: dict[str, Any] | None = None,
) -> Any:
    """Write into Discord's audit log that somebody did something; return the entry."""
    return town.sim.env.backend.record_audit_log(
        town.guild.id,
        action,
        target_id=target.id,
        user_id=who.id,
        reason=reason,
        changes=changes,
        options=options,
    )


# Discord's numbers of what the simulation has no names for:
# https://docs.discord.com/developers/resources/audit-log#audit-log-entry-object-audit-log-events
OVERWRITE_CREATE, OVERWRITE_UPDATE, OVERWRITE_DELETE = 13, 14, 15
MESSAGE_DELETE, THREAD_UPDATE, AUTOMOD_TIMEOUT = 72, 111, 145
_WRITE, _SEE = 1 << 11, 1 << 10


def denied(before: int | None, after: int | None) -> list[dict[str, Any]]:
    """Return a change of what an overwrite denies."""
    values = {"old_value": before, "new_value": after}
    return [{"key": "deny", **{k: str(v) for k, v in values.items() if v is not None}}]


def timed_out(until: datetime | None) -> list[dict[str, Any]]:
    new = {} if until is None else {"new_value": until.isoformat()}
    return [{"key": "communication_disabled_until", **new}]


@pytest.mark.parametrize(
    ("entry", "action", "strikes"),
    [
        (AuditLogAction.MEMBER_KICK, Action.KICK, 2),
        (AuditLogAction.MEMBER_BAN, Action.BAN, 3),
        (AuditLogAction.MEMBER_UNBAN, Action.UNBAN, 0),
    ],
)
async def test_what_is_done_by_hand_is_a_case(
    open_town: OpenTown, entry: AuditLogAction, action: Action, strikes: int
) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)

        by_hand(town, mia, entry, town.ada, "Threats @everyone")
        await moment(town)

        kept = await case(town, 1)
        assert (kept.action, kept.source, kept.outcome) == (action, Source.AUDIT_LOG, Outcome.DONE)
        assert (kept.target_id, kept.moderator_id) == (town.ada.id, mia.id)
        assert (kept.strikes, kept.dm) == (strikes, Dm.NONE)
        (message,) = posted(log)
        assert fields(message.embeds[0])["Moderator"] == mia.mention
        assert fields(message.embeds[0])["Reason"] == "Threats @\u200beveryone"
        assert message.embeds[0].footer.text == "By hand in Discord"
        assert dms(town.ada.user) == []


async def test_timeouts_by_hand(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, now = await moderator(town), town.sim.now()

        by_hand(
            town,
            mia,
            AuditLogAction.MEMBER_UPDATE,
            town.ada,
            "Loud",
            timed_out(now + timedelta(hours=1)),
        )
        by_hand(town, mia, AuditLogAction.MEMBER_UPDATE, town.bob, None, [{"key": "nick"}])
        await moment(town)
        assert await numbers(town) == [1]
        kept = await case(town, 1)
        assert kept.action is Action.TIMEOUT
        assert kept.duration is not None
        assert abs(kept.duration - timedelta(hours=1)) < timedelta(seconds=2)

        by_hand(town, mia, AuditLogAction.MEMBER_UPDATE, town.ada, None, timed_out(None))
        await moment(town)
        assert (await case(town, 2)).action is Action.UNTIMEOUT
        assert (await case(town, 1)).ended_at is not None


async def test_messages_deleted_by_hand_are_one_case_that_counts_what_discord_gathers(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        mia, log = await moderator(town), await open_log(town)
        robot = town.guild.add_member(town.sim.user("robot", bot=True))
        where = {"channel_id": str(town.general.id), "count": "1"}

        entry = by_hand(town, mia, MESSAGE_DELETE, town.ada, options=where)
        await moment(town)
        # Tidying up after a bot is no measure.
        by_hand(town, mia, MESSAGE_DELETE, robot, options=dict(where))
        by_hand(town, mia, AuditLogAction.MESSAGE_BULK_DELETE, town.general, options={"count": "7"})
        await moment(town)

        assert await numbers(town) == [1, 2]
        one, many = await case(town, 1), await case(town, 2)
        assert (one.action, one.target_id, one.messages) == (Action.DELETE, town.ada.id, 1)
        assert (one.moderator_id, one.channel_id) == (mia.id, town.general.id)
        assert (one.strikes, one.source, one.dm) == (0, Source.AUDIT_LOG, Dm.NONE)
        assert (many.action, many.target_id, many.messages) == (Action.PURGE, None, 7)
        assert many.channel_id == town.general.id

        # More of hers: Discord counts on in the same entry, and tells nobody.
        entry.options["count"] = "4"
        await town.sim.skip_to(town.sim.now() + timedelta(minutes=7))
        await moment(town, 60)
        assert (await case(town, 1)).messages == 4
        assert fields(posted(log)[0].embeds[0])["Messages deleted"] == "4"

        # It grows once more while the bot is away, and stays one case.
        async def meanwhile() -> None:
            entry.options["count"] = "9"

        await town.sim.restart(kill=True, meanwhile=meanwhile)
        await moment(town, 60)
        assert await numbers(town) == [1, 2]
        assert (await case(town, 1)).messages == 9
        shown = embed_of(await mia.slash(town.general, "case list", action="delete"))
        assert "#1" in (shown.description or "")


async def test_channels_closed_and_slowed_down_by_hand_are_cases(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, everyone = await moderator(town), {"id": str(town.guild.id), "type": "0"}
        someone = {"id": str(town.ada.id), "type": "1"}
        robot = town.guild.add_member(town.sim.user("robot", bot=True))
        entries: list[tuple[Any, int, list[dict[str, Any]], dict[str, Any]]] = [
            (mia, OVERWRITE_CREATE, denied(None, _WRITE), everyone),
            (mia, OVERWRITE_UPDATE, denied(_WRITE, _WRITE | _SEE), everyone),
            (mia, OVERWRITE_UPDATE, denied(_WRITE | _SEE, _SEE), everyone),
            (mia, OVERWRITE_UPDATE, denied(0, _WRITE), someone),
            (robot, OVERWRITE_UPDATE, denied(0, _WRITE), everyone),
            (mia, OVERWRITE_DELETE, denied(_WRITE, None), everyone),
            (mia, THREAD_UPDATE, [{"key": "locked", "old_value": False, "new_value": True}], {}),
            (mia, THREAD_UPDATE, [{"key": "archived", "old_value": False, "new_value": True}], {}),
            (
                mia,
                AuditLogAction.CHANNEL_UPDATE,
                [{"key": "rate_limit_per_user", "old_value": 0, "new_value": 30}],
                {},
            ),
            (mia, AuditLogAction.CHANNEL_UPDATE, [{"key": "topic", "new_value": "Hello"}], {}),
        ]

        for who, kind, changes, options in entries:
            by_hand(town, who, kind, town.general, "heated", changes, options)
            await moment(town)

        found = [await case(town, number) for number in await numbers(town)]
        assert [one.action for one in found] == [
            Action.LOCK,
            Action.UNLOCK,
            Action.UNLOCK,
            Action.LOCK,
            Action.SLOWMODE,
        ]
        assert {(one.channel_id, one.moderator_id) for one in found} == {(town.general.id, mia.id)}
        assert [one.reason for one in found[:4]] == ["heated"] * 4
        assert found[4].reason == "30 seconds between messages: heated"
        # Nothing of it is ours to undo, and that is said.
        answer = await mia.slash(town.general, "case void", number=1, reason="Wrong")
        assert "by hand" in said(answer)


async def test_a_timeout_by_discords_own_automod_is_a_case(open_town: OpenTown) -> None:
    async with open_town() as town:
        await open_log(town)
        world, until = town.sim.env.backend, town.sim.now() + timedelta(minutes=10)
        rule = {
            "auto_moderation_rule_name": "Bad words",
            "auto_moderation_rule_trigger_type": "1",
            "channel_id": str(town.general.id),
        }
        world.get_guild(town.guild.id).members[town.ada.id].timed_out_until = until.isoformat()

        # Whose rule it is does not matter, and it may be the bot's own; Bob's is over by now.
        for who in (town.ada, town.bob):
            by_hand(town, world.bot_user, AUTOMOD_TIMEOUT, who, options=rule)
            await moment(town)
        by_hand(town, world.bot_user, 143, town.ada, options=rule)
        await moment(town)

        assert await numbers(town) == [1, 2]
        kept, over = await case(town, 1), await case(town, 2)
        assert (kept.action, kept.moderator_id) == (Action.TIMEOUT, None)
        assert (kept.reason, kept.strikes) == ("Bad words", 1)
        assert kept.lasts(town.sim.now())
        assert kept.ends_at is not None
        assert abs(kept.ends_at - until) < timedelta(seconds=2)
        assert not over.lasts(town.sim.now())
        shown = fields(posted(town.guild.channels["off-topic"])[0].embeds[0])
        assert shown["Moderator"] == "Discord's own AutoMod"


async def test_what_the_bot_itself_did_is_one_case(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)

        await mia.slash(town.general, "ban", user=town.ada, reason="Threats", duration="1d")
        await town.sim.skip_to(town.sim.now() + timedelta(days=2))
        await moment(town)

        assert not is_banned(town, town.ada)
        assert await numbers(town) == [1]


async def test_a_ban_lifted_by_hand_is_not_lifted_again(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await mia.slash(town.general, "ban", user=town.ada, reason="Threats", duration="1d")
        town.sim.env.backend.remove_ban(town.guild.id, town.ada.id)
        by_hand(town, mia, AuditLogAction.MEMBER_UNBAN, town.ada)
        await moment(town)
        tried = len(town.sim.requests)

        await town.sim.skip_to(town.sim.now() + timedelta(days=2))
        await moment(town)

        assert await numbers(town) == [1, 2]
        assert not [one for one in town.sim.requests[tried:] if "/bans/" in one.path]


async def test_what_was_done_while_the_bot_was_away_is_found_once(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await mia.slash(town.general, "warn", member=town.bob, reason="Loud")
        by_hand(town, mia, AuditLogAction.MEMBER_KICK, town.ada, "seen")
        await moment(town)

        async def meanwhile() -> None:
            by_hand(town, mia, AuditLogAction.MEMBER_BAN, town.ada, "first")
            by_hand(town, mia, AuditLogAction.MEMBER_UNBAN, town.ada, "second")
            soon = timed_out(town.sim.now() + timedelta(hours=3))
            by_hand(town, mia, AuditLogAction.MEMBER_UPDATE, town.bob, "third", soon)
            # More than one page of the log is about something else.
            for _ in range(120):
                by_hand(town, mia, AuditLogAction.MEMBER_UPDATE, town.bob, None, [{"key": "nick"}])
            town.sim.pass_to(town.sim.now() + timedelta(hours=2))

        await town.sim.restart(kill=True, meanwhile=meanwhile)
        await moment(town, 60)
        await town.sim.restart()
        await moment(town, 60)

        assert await numbers(town) == [1, 2, 3, 4, 5]
        assert [(await case(town, number)).reason for number in (2, 3, 4, 5)] == [
            "seen",
            "first",
            "second",
            "third",
        ]
        # What is left of it, not all of it anew.
        late = (await case(town, 5)).duration
        assert late is not None
        assert abs(late - timedelta(hours=1)) < timedelta(minutes=2)


async def test_a_feature_that_is_off_writes_nothing_down(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "features_off", ["moderation"]
        )

        by_hand(town, mia, AuditLogAction.MEMBER_KICK, town.ada)
        await moment(town)

        assert await numbers(town) == []


async def leave_and_come_back(town: Town, who: MemberActor) -> None:
    town.guild.remove_member(who)
    await moment(town)
    # The worst case: Discord itself has forgotten the timeout.
    come_back(town, who.user)
    await moment(town)


async def test_nobody_sheds_a_timeout_by_leaving(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        start = town.sim.now()
        await mia.slash(town.general, "timeout", member=town.ada, duration="2d", reason="Loud")

        await leave_and_come_back(town, town.ada)

        until = timeout_of(town, town.ada)
        assert until is not None
        assert datetime.fromisoformat(until) == start + timedelta(days=2)


@pytest.mark.parametrize("left", [True, False])
async def test_nobody_sheds_a_timeout_by_coming_back_while_the_bot_is_away(
    open_town: OpenTown, left: bool
) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        start = town.sim.now()
        await mia.slash(town.general, "timeout", member=town.ada, duration="2d", reason="Loud")
        world = town.sim.env.backend

        async def meanwhile() -> None:
            town.sim.pass_to(start + timedelta(hours=1))
            if left:
                world.remove_member(town.guild.id, town.ada.id)
                world.add_member(town.guild.id, town.ada.id)
            else:
                # Somebody lifted it by hand; nobody overrules them.
                world.get_guild(town.guild.id).members[town.ada.id].timed_out_until = None

        await town.sim.restart(kill=True, meanwhile=meanwhile)
        await moment(town, 60)

        until = timeout_of(town, town.ada)
        assert (until is not None) is left
        if until is None:
            return
        assert datetime.fromisoformat(until) == start + timedelta(days=2)
        shown = await mia.slash(town.general, "case show", number=1)
        assert "Given back" in str(embed_of(shown).to_dict())
        # Who has it back, and has it lifted by hand, is left alone.
        world.get_guild(town.guild.id).members[town.ada.id].timed_out_until = None
        await town.sim.restart()
        await moment(town, 60)
        assert timeout_of(town, town.ada) is None


@pytest.mark.parametrize("end", ["lifted", "void", "over"])
async def test_a_timeout_that_is_over_does_not_come_back(open_town: OpenTown, end: str) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await mia.slash(town.general, "timeout", member=town.ada, duration="2h", reason="Loud")
        if end == "lifted":
            await mia.slash(town.general, "untimeout", member=town.ada)
        elif end == "void":
            await mia.slash(town.general, "case void", number=1, reason="Wrong")
        else:
            await town.sim.skip_to(town.sim.now() + timedelta(hours=3))

        await leave_and_come_back(town, town.ada)

        assert timeout_of(town, town.ada) is None


async def test_a_long_timeout_goes_on_where_its_renewal_found_nobody(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        start = town.sim.now()
        await mia.slash(town.general, "timeout", member=town.ada, duration="40d", reason="Loud")
        town.guild.remove_member(town.ada)
        await town.sim.skip_to(start + timedelta(days=30))
        await moment(town)

        come_back(town, town.ada.user)
        await moment(town)

        until = timeout_of(town, town.ada)
        assert until is not None
        assert datetime.fromisoformat(until) == start + timedelta(days=40)
        assert await town.bot.ports.get(Cases).strikes(town.guild.id, town.ada.id) == 1


async def test_nobody_sheds_a_quarantine_by_leaving_and_it_ends(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia, role = await moderator(town), town.guild.create_role("Quarantine")
        await town.sim.settle()
        await choose(town, quarantine_role_id=role.id)
        guild = town.bot.get_guild(town.guild.id)
        assert guild is not None
        ada, actor = guild.get_member(town.ada.id), guild.get_member(mia.id)
        assert ada is not None
        new = NewCase(
            guild_id=guild.id,
            action=Action.QUARANTINE,
            moderator_id=mia.id,
            target_id=ada.id,
            duration=timedelta(days=1),
        )

        await town.sim.as_bot(act(Acting(town.bot, guild, actor, "en"), new, ada))
        assert role.id in member_roles(town, town.ada)
        await leave_and_come_back(town, town.ada)
        assert role.id in member_roles(town, town.ada)

        await town.sim.skip_to(town.sim.now() + timedelta(days=2))
        await moment(town)
        assert role.id not in member_roles(town, town.ada)
        assert (await case(town, 1)).ended_at is not None
