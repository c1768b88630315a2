"""``/settings``, ``/feature`` and ``/timezone`` as people use them."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from simcord import InteractionResult

from bot.guild_settings import ServerSettings
from cogs.insights.settings import GuildSettings as InsightsSettings
from tests.plugins.town import OpenTown, Town, embed_of, said


def text_of(result: InteractionResult) -> str:
    return json.dumps(embed_of(result).to_dict(), ensure_ascii=False)


async def zone(town: Town) -> str:
    return (await town.bot.guild_settings.get(town.guild.id, ServerSettings)).zone


async def test_settings_are_shown_set_and_reset(open_town: OpenTown) -> None:
    async with open_town() as town:
        shown = await town.mayor.slash(town.general, "settings show")
        assert shown.ephemeral
        assert "server.zone" in text_of(shown)
        assert "insights.help_channel_ids" in text_of(shown)

        changed = await town.mayor.slash(
            town.general, "settings set", key="server.zone", value="europe/berlin"
        )

        assert "UTC → Europe/Berlin" in text_of(changed)
        assert await zone(town) == "Europe/Berlin"
        again = await town.mayor.slash(
            town.general, "settings set", key="server.zone", value="Europe/Berlin"
        )
        assert "It is that already" in text_of(again)
        reset = await town.mayor.slash(town.general, "settings reset", key="zone")
        assert "Europe/Berlin → UTC" in text_of(reset)
        history = await town.mayor.slash(town.general, "settings history")
        assert text_of(history).count(f"<@{town.mayor.id}>") == 2


async def test_channels_are_chosen_by_name(open_town: OpenTown) -> None:
    async with open_town() as town:
        keys = await town.mayor.autocomplete(town.general, "settings set", "key", "help_ch")
        assert keys[0]["value"] == "insights.help_channel_ids"
        offers = await town.mayor.autocomplete(
            town.general, "settings set", "value", "help", key="insights.help_channel_ids"
        )
        help_id = town.guild.channels["help"].id
        assert offers[0] == {"name": "Add #help", "value": f"+{help_id}"}

        changed = await town.mayor.slash(
            town.general,
            "settings set",
            key="insights.help_channel_ids",
            value=offers[0]["value"],
        )

        assert f"none → <#{help_id}>" in text_of(changed)
        settings = await town.bot.guild_settings.get(town.guild.id, InsightsSettings)
        assert settings.help_channel_ids == [help_id]
        nothing = await town.mayor.autocomplete(
            town.general, "settings set", "value", "help", key="no.such"
        )
        assert nothing == []


async def test_what_cannot_be_is_refused_in_a_sentence(open_town: OpenTown) -> None:
    async with open_town() as town:
        wrong = await town.mayor.slash(
            town.general, "settings set", key="server.zone", value="Mars/Olympus"
        )
        assert "no time zone that I know" in said(wrong)
        unknown = await town.mayor.slash(
            town.general, "settings set", key="server.zon", value="UTC"
        )
        assert "such as server.zone" in said(unknown)
        assert await zone(town) == "UTC"


async def test_a_setting_of_several_parts_shows_what_was_changed(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.mayor.slash(
            town.general, "automod set", rule="rate", key="timeout_minutes", value="45"
        )

        result = await town.mayor.slash(town.general, "settings show", feature="moderation")

        shown = {field.name: field.value or "" for field in embed_of(result).fields}
        assert shown["`moderation.automod_rate`"].startswith("timeout\\_minutes: 45 ")
        assert shown["`moderation.automod_copies`"].startswith("as built in · default")


async def test_settings_are_for_managers(open_town: OpenTown) -> None:
    async with open_town() as town:
        available = town.ada.available_commands(town.general)

        for command in ("settings show", "settings set", "feature", "setup", "doctor"):
            assert command not in available
        assert "timezone set" in available


async def test_a_file_takes_settings_from_here_to_there(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.mayor.slash(town.general, "settings set", key="server.zone", value="Asia/Tokyo")
        exported = await town.mayor.slash(town.general, "settings export")
        assert exported.ephemeral
        assert exported.response is not None
        (file,) = exported.response.attachments
        content = await town.sim.as_bot(file.read())
        assert tomllib.loads(content.decode())["server"]["zone"] == "Asia/Tokyo"
        await town.mayor.slash(town.general, "settings reset", key="server.zone")

        asked = await town.mayor.slash(
            town.general, "settings import", file=("settings.toml", content)
        )
        assert "UTC → Asia/Tokyo" in text_of(asked)
        assert await zone(town) == "UTC"
        assert asked.response is not None
        await town.sim.restart()
        await town.mayor.click(asked.response, label="Take over")

        assert await zone(town) == "Asia/Tokyo"
        history = await town.bot.guild_settings.history(town.guild.id)
        assert [change.by for change in history] == [town.mayor.id] * 3


async def test_an_import_can_be_declined(open_town: OpenTown) -> None:
    async with open_town() as town:
        asked = await town.mayor.slash(
            town.general,
            "settings import",
            file=("settings.toml", b'[server]\nzone = "Asia/Tokyo"\n[lamps]\nwatts = 3\n'),
        )
        assert "`lamps.watts` is no setting here" in text_of(asked)
        assert asked.response is not None

        await town.mayor.click(asked.response, label="Leave as it is")

        assert await zone(town) == "UTC"


async def test_files_that_are_none_are_refused_kindly(open_town: OpenTown) -> None:
    async with open_town() as town:

        async def give(content: bytes) -> str:
            return said(
                await town.mayor.slash(
                    town.general, "settings import", file=("settings.toml", content)
                )
            )

        assert "That is no TOML" in await give(b"zone: UTC")
        assert "not UTF-8 text" in await give(b"\xff\xfe\x00")
        assert "256 KB are allowed" in await give(b"#" * (256 * 1024 + 1))


async def test_a_file_that_changes_nothing_asks_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        answered = await town.mayor.slash(
            town.general, "settings import", file=("s.toml", b'\xef\xbb\xbf[server]\nzone = "UTC"')
        )

        assert "This file changes nothing" in text_of(answered)
        assert answered.response is not None
        assert answered.response.components == []


async def test_a_feature_is_switched_off_and_on(open_town: OpenTown) -> None:
    async with open_town() as town:
        off = await town.mayor.slash(town.general, "feature", name="insights", state="off")
        assert "insights is off" in said(off)
        assert "switched off" in said(await town.ada.slash(town.general, "pulse"))

        same = await town.mayor.slash(town.general, "feature", name="insights", state="off")
        assert "insights is off already" in said(same)
        on = await town.mayor.slash(town.general, "feature", name="insights", state="on")
        assert "insights is on" in said(on)
        assert not (await town.ada.slash(town.general, "pulse")).ephemeral
        never = await town.mayor.slash(town.general, "feature", name="setup", state="off")
        assert "always on" in said(never)
        offers = await town.mayor.autocomplete(town.general, "feature", "name", "")
        assert "setup" not in [offer["value"] for offer in offers]


async def test_members_choose_their_own_zone(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.bot.guild_settings.set(town.guild.id, ServerSettings, "zone", "Europe/Berlin")
        before = await town.ada.slash(town.general, "timezone show")
        assert "Europe/Berlin, the zone of this server. There it is 13:00" in said(before)

        offers: list[dict[str, Any]] = await town.ada.autocomplete(
            town.general, "timezone set", "zone", "tokyo"
        )
        chosen = await town.ada.slash(town.general, "timezone set", zone=offers[0]["value"])

        assert "Asia/Tokyo. There it is 21:00" in said(chosen)
        await town.sim.restart()
        shown = await town.ada.slash(town.general, "timezone show")
        assert "which you chose" in said(shown)
        assert "the zone of this server" in said(
            await town.bob.slash(town.general, "timezone show")
        )
        wrong = await town.ada.slash(town.general, "timezone set", zone="Atlantis")
        assert "no time zone that I know" in said(wrong)
        await town.sim.as_bot(town.bot.forget_member(town.guild.id, town.ada.id))
        assert "the zone of this server" in said(
            await town.ada.slash(town.general, "timezone show")
        )


async def test_pages_are_leafed_through_after_a_restart(open_town: OpenTown) -> None:
    async with open_town() as town:
        settings = town.bot.guild_settings
        for number in range(60):
            zone_name = "Asia/Tokyo" if number % 2 else "America/Argentina/Buenos_Aires"
            await settings.set(town.guild.id, ServerSettings, "zone", zone_name, town.mayor.id)
        shown = await town.mayor.slash(town.general, "settings history", key="zone")
        first = text_of(shown)
        assert shown.response is not None
        await town.sim.restart()

        await town.mayor.click(shown.response, label="Next ▶")

        second = text_of(shown)
        assert second != first
        assert "Asia/Tokyo" in second
        await town.mayor.click(shown.response, label="◀ Previous")
        assert text_of(shown) == first
