"""Automod's rules put into Discord's own AutoMod, by a manager, with one press."""

from __future__ import annotations

import asyncio
from typing import Any

from simcord import InteractionResult

from cogs.moderation.domain.automod.native import Fit
from cogs.moderation.service.automod import Automod
from cogs.moderation.settings import GuildSettings
from cogs.moderation.views.native import Native, Went
from tests.plugins.moderators import fields, open_log
from tests.plugins.town import OpenTown, Town, embed_of
from tests.sim.test_automod_by_people import automod, forbid

OFFER = "Discord's own AutoMod …"


def there(town: Town) -> dict[str, Any]:
    guild = town.sim.env.backend.get_guild(town.guild.id)
    return {rule.name: rule for rule in guild.auto_mod_rules.values()}


async def offer(town: Town) -> InteractionResult:
    listed = await automod(town, "list")
    return await town.mayor.click(listed.response, label=OFFER)


async def put(town: Town, shown: InteractionResult) -> str:
    went = await town.mayor.click(shown.response, label="Put there")
    return embed_of(went).description or ""


async def waited(work: Any) -> Any:
    return await work


async def settings_of(town: Town) -> GuildSettings:
    return await town.bot.guild_settings.get(town.guild.id, GuildSettings)


async def test_one_press_puts_the_rules_there_and_a_second_renews_them(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        log = await open_log(town)
        await forbid(town, "blorp*", "delete, timeout")
        await automod(town, "words", list="names", add="*admin*")
        await automod(town, "enable", rule="names")
        await automod(town, "enable", rule="mentions")

        shown = await offer(town)
        assert "One entry fits" in fields(embed_of(shown))["forbidden words"]
        assert "Nothing to put there yet" in fields(embed_of(shown))["forbidden patterns"]
        text = await put(town, shown)

        assert "**forbidden words** stands there now" in text
        rules = there(town)
        assert set(rules) == {
            "Steward: forbidden words",
            "Steward: too many mentions",
            "Steward: names that are not welcome",
        }
        words = rules["Steward: forbidden words"]
        assert words.enabled
        assert words.trigger_metadata["keyword_filter"] == ["blorp*"]
        assert [action["type"] for action in words.actions] == [1, 2, 3]
        assert words.actions[1]["metadata"]["channel_id"] == str(log.id)
        assert rules["Steward: names that are not welcome"].event_type == 2

        await automod(town, "words", list="words", add="glarp")
        shown = await offer(town)
        assert "stands there already" in fields(embed_of(shown))["forbidden words"]
        text = await put(town, shown)

        assert "**forbidden words** is brought up to date" in text
        assert len(there(town)) == 3
        renewed = there(town)["Steward: forbidden words"]
        assert renewed.id == words.id
        assert renewed.trigger_metadata["keyword_filter"] == ["blorp*", "glarp"]


async def test_what_was_made_and_not_written_down_is_not_doubled(open_town: OpenTown) -> None:
    async with open_town() as town:
        await forbid(town, "blorp")
        await put(town, await offer(town))
        (known,) = there(town).values()

        await town.bot.guild_settings.set(town.guild.id, GuildSettings, "automod_native", {})
        await put(town, await offer(town))

        assert [rule.id for rule in there(town).values()] == [known.id]

        # Nor are two presses at once.
        native, guild = Native(Automod(town.bot.guild_settings)), town.bot.guilds[0]
        mayor = guild.get_member(town.mayor.id)
        assert mayor is not None
        twice = asyncio.gather(*(native.put(guild, {Fit.SPAM}, mayor) for _ in range(2)))
        went = await town.sim.as_bot(waited(twice))
        assert [one.went for (one,) in went] == [Went.MADE, Went.RENEWED]
        spam = next(rule for rule in there(town).values() if rule.trigger_type == 3)
        assert len(there(town)) == 2
        assert (await settings_of(town)).automod_native == {"words": known.id, "spam": spam.id}


async def test_all_kinds_can_be_chosen_and_what_is_full_is_said(open_town: OpenTown) -> None:
    async with open_town() as town:
        backend = town.sim.env.backend
        for number in range(6):
            body = {"name": f"own {number}", "event_type": 1, "trigger_type": 1}
            backend.create_auto_mod_rule(town.guild.id, town.mayor.id, body)
        await forbid(town, "blorp")

        shown = await offer(town)
        await town.mayor.select(shown.response, ["words", "spam", "presets", "mentions"])
        text = await put(town, shown)

        assert "Discord takes 6 of this kind" in text
        assert "Remove one under Server Settings" in text
        made = {name: rule.trigger_type for name, rule in there(town).items() if "Stew" in name}
        assert made == {
            "Steward: spam, as Discord sees it": 3,
            "Steward: Discord's lists of bad words": 4,
            "Steward: too many mentions": 5,
        }


async def test_without_manage_server_it_is_said_before_anything_is_done(
    open_town: OpenTown,
) -> None:
    async with open_town() as town:
        await forbid(town, "blorp")
        await town.forbid("manage_guild", "administrator")

        shown = await offer(town)

        assert "I need Manage Server" in (embed_of(shown).description or "")
        assert there(town) == {}
