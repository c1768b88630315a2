"""Settings looked at, changed, carried as a file."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings, ServerSettings, guild_models
from bot.signals import Signals
from cogs.setup.domain.names import Names
from cogs.setup.service.settings import SettingsService
from tests.cogs.setup.conftest import GENERAL, HELP, STAFF

GUILD, OTHER, MAYOR = 10, 20, 1


@pytest.fixture
def kept(database: Database) -> GuildSettings:
    return GuildSettings(database, ManualClock(datetime(2026, 3, 2, tzinfo=UTC)), Signals())


@pytest.fixture
def service(kept: GuildSettings) -> SettingsService:
    return SettingsService(kept)


async def test_every_setting_of_every_feature_is_there(service: SettingsService) -> None:
    shown = await service.shown(GUILD)

    assert {(one.setting.section, one.setting.key) for one in shown} == {
        (model.section, key) for model in guild_models() for key in model.model_fields
    }
    assert not any(one.set for one in shown)
    assert {one.setting.section for one in await service.shown(GUILD, "insights")} == {"insights"}
    with pytest.raises(UserError, match=r"no feature “lamps” with settings\. There are: server"):
        await service.shown(GUILD, "lamps")


def test_a_setting_is_found_by_its_name(service: SettingsService) -> None:
    assert service.find("server.zone").key == "zone"
    assert service.find(" Help_Channel_IDs ").name == "insights.help_channel_ids"
    with pytest.raises(UserError, match=r"no setting “server\.zne”.*such as server\.zone"):
        service.find("server.zne")
    with pytest.raises(UserError, match="no setting “—”"):
        service.find("")


async def test_what_is_set_is_in_force_and_shown(
    service: SettingsService, kept: GuildSettings, names: Names
) -> None:
    changed = await service.set(GUILD, "server.manager_role_ids", "@Staff", names, MAYOR)

    assert (changed.old, changed.new) == ([], [STAFF])
    assert (await kept.get(GUILD, ServerSettings)).manager_role_ids == [STAFF]
    (shown,) = [one for one in await service.shown(GUILD) if one.set]
    assert (shown.setting.name, shown.value) == ("server.manager_role_ids", [STAFF])
    (change,) = await service.history(GUILD, "manager_role_ids")
    assert (change.by, change.old, change.new) == (MAYOR, [], [STAFF])

    back = await service.reset(GUILD, "server.manager_role_ids", MAYOR)
    assert (back.old, back.new) == ([STAFF], [])


async def test_a_feature_is_switched(service: SettingsService, kept: GuildSettings) -> None:
    assert await service.switch(GUILD, "insights", on=False, by=MAYOR)
    assert not await service.switch(GUILD, "insights", on=False, by=MAYOR)
    assert await service.off(GUILD) == {"insights"}
    assert await service.switch(GUILD, "insights", on=True, by=MAYOR)
    assert not await service.switch(GUILD, "setup", on=True, by=MAYOR)

    with pytest.raises(UserError, match="setup is always on"):
        await service.switch(GUILD, "setup", on=False, by=MAYOR)
    with pytest.raises(UserError, match=r"There is no feature “lamps”\. There are: events, ins"):
        await service.switch(GUILD, "lamps", on=True, by=MAYOR)
    assert (await kept.get(GUILD, ServerSettings)).features_off == []


async def test_only_the_chosen_features_are_on(service: SettingsService) -> None:
    await service.only_on(GUILD, ["insights"], MAYOR)

    assert "sentiment" in await service.off(GUILD)
    assert {"insights", "setup", "privacy"}.isdisjoint(await service.off(GUILD))


async def test_an_export_brings_everything_back(service: SettingsService, names: Names) -> None:
    await service.set(GUILD, "server.zone", "Asia/Tokyo", names, MAYOR)
    await service.set(GUILD, "insights.help_channel_ids", "#help", names, MAYOR)
    text = await service.exported(GUILD, names)
    await service.set(GUILD, "server.zone", "UTC", names, MAYOR)
    await service.set(GUILD, "server.manager_role_ids", "@Staff", names, MAYOR)
    await service.set(GUILD, "insights.help_channel_ids", "none", names, MAYOR)

    plan = await service.plan(GUILD, text, names)

    assert plan.problems == ()
    assert {(one.setting.name, str(one.old), str(one.new)) for one in plan.differences} == {
        ("server.zone", "UTC", "Asia/Tokyo"),
        ("server.manager_role_ids", str([STAFF]), "[]"),
        ("insights.help_channel_ids", "[]", str([HELP])),
    }
    await service.apply(GUILD, plan, MAYOR)
    assert await service.exported(GUILD, names) == text
    assert (await service.plan(GUILD, text, names)).differences == ()


async def test_an_export_brings_back_what_has_settings_of_its_own(
    service: SettingsService, kept: GuildSettings, names: Names
) -> None:
    model = next(one for one in guild_models() if one.section == "moderation")
    before = await kept.get(GUILD, model)
    words = {"enabled": True, "words": ["blorp"], "channel_ids": [HELP], "role_id": STAFF}
    await kept.set(GUILD, model, "automod_words", words)
    chosen = await kept.get(GUILD, model)
    text = await service.exported(GUILD, names)
    await kept.reset(GUILD, model, "automod_words")
    assert await kept.get(GUILD, model) == before

    plan = await service.plan(GUILD, text, names)
    await service.apply(GUILD, plan, MAYOR)

    assert plan.problems == ()
    assert [one.setting.name for one in plan.differences] == ["moderation.automod_words"]
    assert await kept.get(GUILD, model) == chosen
    # What was never set stays as it was, too.
    assert (await service.plan(GUILD, text, names)).differences == ()


async def test_an_export_says_what_each_setting_is(service: SettingsService, names: Names) -> None:
    await service.set(GUILD, "insights.help_channel_ids", "#help, #general", names, MAYOR)

    text = await service.exported(GUILD, names)

    assert tomllib.loads(text)["insights"]["help_channel_ids"] == [HELP, GENERAL]
    assert "# Time zone of days and weeks, an IANA name.\nzone =" in text
    assert "# #help, #general\nhelp_channel_ids =" in text


async def test_a_bad_entry_is_left_out_and_the_others_are_not(
    service: SettingsService, names: Names
) -> None:
    text = """
    stray = 1
    [server]
    zone = "Asia/Tokyo"
    manager_role_ids = [999999]
    moderator_role_ids = "everyone"
    colour = "red"
    [lamps]
    watts = 3
    [insights]
    help_channel_ids = [100002]
    """

    plan = await service.plan(GUILD, text, names)

    assert [one.setting.name for one in plan.differences] == [
        "server.zone",
        "insights.help_channel_ids",
    ]
    problems = "\n".join(plan.problems).replace("\\", "")
    assert "`stray` is no setting here." in problems
    assert "`server.colour` is no setting here." in problems
    assert "`lamps.watts` is no setting here." in problems
    assert "`server.manager_role_ids` names what is not in this server: 999999." in problems
    assert "`server.moderator_role_ids`: The setting moderator_role_ids cannot be that" in problems


async def test_what_the_file_does_not_name_stays(service: SettingsService, names: Names) -> None:
    await service.set(GUILD, "server.manager_role_ids", "@Staff", names, MAYOR)

    plan = await service.plan(GUILD, '[server]\nzone = "Asia/Tokyo"', names)
    await service.apply(GUILD, plan, MAYOR)

    assert await service.value(GUILD, service.find("server.manager_role_ids")) == [STAFF]
    assert await service.value(OTHER, service.find("server.zone")) == "UTC"


async def test_what_is_no_toml_is_refused(service: SettingsService, names: Names) -> None:
    with pytest.raises(UserError, match=r"That is no TOML: .*line 1"):
        await service.plan(GUILD, "zone: UTC", names)
