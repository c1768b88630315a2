"""``/report weekly`` and ``/pulse`` as a manager and a member meet them."""

from __future__ import annotations

import json

import pytest
from simcord import InteractionResult
from sqlalchemy import select

from bot.guild_settings import ServerSettings
from bot.ledger.models import Use
from bot.reports import ReportRequest, Section
from tests.plugins.answers import sentence
from tests.plugins.town import OpenTown, Town, embed_of, said


async def chat(town: Town) -> None:
    """One day's talk of six people."""
    guests = [town.ada, town.bob, *town.guests]
    for number, guest in enumerate(guests):
        await guest.send(town.general, f"I love board games, number {number} is great!")
    question = await town.ada.send(town.general, "Which glue do you use?")
    await town.bob.send(town.general, "Wood glue works well.", reply_to=question)


async def report_of_a_lived_week(town: Town, **options: str) -> InteractionResult:
    await town.crowd(4)
    await town.live_a_week(chat)
    return await town.mayor.slash(town.general, "report weekly", **options)


async def test_a_manager_reads_the_week_at_a_glance(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await report_of_a_lived_week(town)

        assert result.ephemeral
        embed = embed_of(result)
        shown = {field.name: field.value for field in embed.fields}
        assert shown["Members"].startswith("**7**")
        assert shown["Messages"].startswith("**56**")
        assert "2026-W10" in (embed.title or "") + str(embed.footer.text) + (
            embed.description or ""
        )
        assert embed.image.url == "attachment://overview.png"
        assert result.response is not None
        (picture,) = result.response.attachments
        assert (await picture.read()).startswith(b"\x89PNG")
        assert "56" in (picture.description or "")
        labels = [
            button["label"] for row in result.response.components for button in row["components"]
        ]
        assert labels == ["All figures", "CSV", "Web page", "Show to everyone"]


@pytest.mark.parametrize(
    ("label", "name", "beginning"),
    [
        ("CSV", "report-2026-W10.csv", b"\xef\xbb\xbfsection,"),
        ("Web page", "report-2026-W10.html", b"<!"),
    ],
)
async def test_a_button_gives_the_report_as_a_file(
    open_town: OpenTown, label: str, name: str, beginning: bytes
) -> None:
    async with open_town() as town:
        result = await report_of_a_lived_week(town)
        assert result.response is not None

        pressed = await town.mayor.click(result.response, label=label)

        assert pressed.ephemeral
        assert pressed.response is not None
        (file,) = pressed.response.attachments
        assert file.filename == name
        assert (await file.read()).lower().startswith(beginning.lower())


async def test_all_figures_come_with_their_counts(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await report_of_a_lived_week(town)
        assert result.response is not None

        pressed = await town.mayor.click(result.response, label="All figures")

        assert pressed.ephemeral
        text = json.dumps(embed_of(pressed).to_dict(), ensure_ascii=False)
        assert "6 of 7" in text


async def test_buttons_still_work_after_a_restart(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await report_of_a_lived_week(town)
        assert result.response is not None
        await town.sim.restart()
        await town.sim.settle()

        pressed = await town.mayor.click(result.response, label="CSV")

        assert pressed.response is not None
        assert len(pressed.response.attachments) == 1


async def test_a_manager_shares_the_report(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await report_of_a_lived_week(town)
        assert result.response is not None

        pressed = await town.mayor.click(result.response, label="Show to everyone")

        assert said(pressed) == "Shared: everyone here can see it now."
        shared = town.general.last_message
        assert shared is not None
        assert shared.author.id == town.bot.user.id if town.bot.user else False
        assert len(shared.embeds) == 1
        # A member who presses a manager's button is told so, kindly and privately.
        refused = await town.bob.click(shared, label="CSV")
        assert refused.ephemeral
        assert refused.response is not None
        assert not refused.response.attachments


async def test_a_member_is_not_shown_the_report(open_town: OpenTown) -> None:
    async with open_town() as town:
        assert "report weekly" not in town.ada.available_commands(town.general)
        assert "report weekly" in town.mayor.available_commands(town.general)


async def test_a_configured_manager_role_is_enough_at_run_time(open_town: OpenTown) -> None:
    async with open_town() as town:
        role = town.guild.create_role("Stewards")
        keeper = town.guild.add_member(town.sim.user("keeper"), roles=[role])
        # A manager shows the command to the role in Discord's own integration settings.
        (command,) = [
            command
            for command in await town.sim.as_bot(town.bot.tree.fetch_commands())
            if command.name == "report"
        ]
        town.guild.set_command_permissions(command.id, {role: True})
        await town.sim.settle()

        refused = await keeper.slash(town.general, "report weekly")
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "manager_role_ids", [role.id]
        )
        allowed = await keeper.slash(town.general, "report weekly")

        assert refused.response is not None
        assert refused.response.content
        assert embed_of(allowed).title


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ("2021-W53", "There is no week 53 in 2021: its weeks go from 2021-W01 to 2021-W52."),
        ("2030-W01", "2030-W01 has not begun yet. The newest full week is 2026-W09."),
        (
            "last tuesday",
            "“last tuesday” is not a week. Write the year and the week, such as 2020-W10.",
        ),
        ("@everyone", None),
    ],
)
async def test_a_week_that_cannot_be_is_explained(
    open_town: OpenTown, week: str, expected: str | None
) -> None:
    async with open_town() as town:
        result = await town.mayor.slash(town.general, "report weekly", week=week)

        assert result.ephemeral
        answer = sentence(said(result))
        if expected is not None:
            assert answer.replace("\\", "") == expected
        assert "@everyone" not in answer


async def test_weeks_are_suggested_newest_first(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await town.mayor.autocomplete(town.general, "report weekly", "week", "")
        narrowed = await town.mayor.autocomplete(town.general, "report weekly", "week", "2025-w5")

        names = [choice["name"] for choice in result]
        assert names[:2] == ["2026-W09", "2026-W08"]
        assert len(names) == 25
        assert [choice["name"] for choice in narrowed] == [
            "2025-W52",
            "2025-W51",
            "2025-W50",
        ]


async def test_an_empty_week_says_so_and_invents_nothing(open_town: OpenTown) -> None:
    async with open_town() as town:
        result = await town.mayor.slash(town.general, "report weekly")

        text = json.dumps(embed_of(result).to_dict(), ensure_ascii=False)
        assert "0 of the 7 days" in text
        assert "100 %" not in text


async def test_the_week_is_that_of_the_servers_own_zone(open_town: OpenTown) -> None:
    async with open_town() as town:
        # Monday 12:00 UTC is already Tuesday 02:00 on Kiritimati.
        await town.bot.guild_settings.set(
            town.guild.id, ServerSettings, "zone", "Pacific/Kiritimati"
        )
        await town.live_a_week()
        result = await town.mayor.slash(town.general, "report weekly")

        assert "Pacific/Kiritimati" in json.dumps(embed_of(result).to_dict())


async def test_a_hostile_channel_name_stays_text(open_town: OpenTown) -> None:
    async with open_town() as town:
        trap = town.guild.create_text_channel("**@everyone** [x](http://evil.example)")
        await town.sim.settle()

        async def shout(town: Town) -> None:
            for guest in (town.ada, town.bob, *town.guests):
                await guest.send(trap, "hello there")

        await town.crowd(4)
        await town.live_a_week(shout)
        result = await town.mayor.slash(town.general, "report weekly")

        text = json.dumps(embed_of(result).to_dict(), ensure_ascii=False)
        assert "**@everyone**" not in text
        assert "[x](http" not in text
        for request in town.sim.requests:
            if isinstance(request.json, dict) and "allowed_mentions" in request.json:
                assert request.json["allowed_mentions"].get("parse", []) == []


async def test_everyone_may_take_the_pulse(open_town: OpenTown) -> None:
    async with open_town() as town:
        await town.crowd(4)
        await chat(town)

        result = await town.ada.slash(town.general, "pulse")

        assert not result.ephemeral
        text = json.dumps(embed_of(result).to_dict(), ensure_ascii=False)
        assert "8" in text
        assert "general" in text or str(town.general.id) in text
        assert (town.ada.id, "pulse") in await town.rows(select(Use.member_id, Use.name))


async def test_an_unexpected_error_gives_a_reference_that_the_log_carries(
    open_town: OpenTown, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_town() as town:
        async with town.bot.database.begin() as connection:
            await connection.exec_driver_sql("DROP TABLE directory_guild")

        result = await town.mayor.slash(town.general, "report weekly")
        # The simulation holds unexpected errors against the test unless they are looked at.
        assert len(town.sim.errors) == 1

        answer = said(result)
        logged = capsys.readouterr()
        reference = next(
            word.strip("`*.,")
            for word in answer.split()
            if len(word.strip("`*.,")) == 8 and word.strip("`*.,").isupper()
        )
        assert reference in logged.out + logged.err


async def test_a_part_that_fails_costs_no_report(open_town: OpenTown) -> None:
    class Broken:
        key, order = "weather", 5

        async def collect(self, _request: ReportRequest) -> Section:
            raise KeyError("clouds")

    async with open_town() as town:
        town.bot.reports.register(Broken())
        result = await report_of_a_lived_week(town)

    shown = {field.name: field.value for field in embed_of(result).fields}
    assert shown["Messages"].startswith("**56**")
    assert "The part “weather” could not be made this time" in str(shown)
