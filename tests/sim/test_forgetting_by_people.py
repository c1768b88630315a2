"""Who was moderated has everything deleted: all is gone but what the policy names, and why."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import select

from cogs.moderation.models import QueueItem, ReportRow
from tests.plugins.filled import places_with
from tests.plugins.moderators import choose, moderator, moment
from tests.plugins.newcomers import fill, labels
from tests.plugins.town import OpenTown, Town, embed_of, said

SAME = "Buy my wonderful lamps today"


async def report(town: Town, who: object, message: object) -> None:
    form = await who.context_menu(town.general, "Report to moderators", message)  # type: ignore[attr-defined]
    await fill(who, form, {"What is wrong with it?": "Rude"})  # type: ignore[arg-type]
    await moment(town)


async def policy(town: Town) -> str:
    answer = await town.ada.slash(town.general, "privacy policy")
    texts = [json.dumps(embed_of(answer).to_dict(), ensure_ascii=False)]
    while "Next ▶" in labels(answer.response):
        assert answer.response is not None
        await town.ada.click(answer.response, label="Next ▶")
        texts.append(json.dumps(embed_of(answer).to_dict(), ensure_ascii=False))
    return "\n".join(texts)


async def test_all_is_gone_but_what_the_policy_names(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await choose(town, queue_channel_id=town.guild.channels["off-topic"].id)
        # A case that is over, one that stands, a report of Ada and one by her.
        for reason in ("Spam", "Rude"):
            await mia.slash(town.general, "warn", member=town.ada, reason=reason)
        await mia.slash(town.general, "case void", number=1, reason="A mistake")
        await report(town, town.bob, await town.ada.send(town.general, "You are all fools"))
        await report(town, town.ada, await town.bob.send(town.general, "So are you"))
        await town.ada.slash(town.general, "timezone set", zone="Asia/Tokyo")
        await town.mayor.slash(
            town.general, "automod set", rule="duplicates", key="times", value="3"
        )
        await town.mayor.slash(town.general, "automod enable", rule="duplicates")
        for _ in range(2):
            await town.ada.send(town.general, SAME)
            await moment(town)
        stated = await policy(town)

        asked = await town.ada.slash(town.general, "privacy delete")
        assert asked.response is not None
        await town.ada.click(asked.response, label="Delete everything")
        await town.sim.settle()

        found = await places_with(town.bot.database, town.ada.id, guild_id=town.guild.id)
        assert found == {"moderation_case.target_id", "moderation_queue_item.target_id"}
        told = json.dumps(embed_of(asked).to_dict(), ensure_ascii=False)
        for name in (
            "Cases about you",
            "Reports of you, messages of yours that automod held back, and your appeals",
        ):
            assert f"**{name}**: so that " in told
            assert f"**{name}**: so that " in stated
        assert told.count("until the server removes me") == 2
        assert "are kept in its log as a file" in stated
        assert "in memory only" in stated
        assert await town.rows(select(ReportRow.reporter_id)) == [(town.bob.id,)]

        # Automod remembers nothing either: twice more would have been too often.
        for _ in range(2):
            await town.ada.send(town.general, SAME)
            await moment(town)
        assert [m.content for m in town.general.history()].count(SAME) == 4
        history = await mia.slash(town.general, "history", member=town.ada)
        assert "warning: 1" in json.dumps(embed_of(history).to_dict())

        # What was written goes in its time.
        await town.sim.skip_to(town.sim.now() + timedelta(days=31))
        await moment(town, 60)
        assert {row[0] for row in await town.rows(select(QueueItem.content))} <= {None, ""}


async def test_a_moderator_who_is_forgotten_leaves_who_decided(open_town: OpenTown) -> None:
    async with open_town() as town:
        mia = await moderator(town)
        await mia.slash(town.general, "lockdown on", reason="Test")
        await moment(town)
        await mia.slash(town.general, "lockdown off")
        await moment(town)
        asked = await mia.slash(town.general, "privacy delete")
        assert asked.response is not None, said(asked)
        await mia.click(asked.response, label="Delete everything")
        await town.sim.settle()

        found = await places_with(town.bot.database, mia.id, guild_id=town.guild.id)
        assert found == {"moderation_case.moderator_id"}
