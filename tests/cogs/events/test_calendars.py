"""Calendars that are subscribed to, over HTTP; tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import vobject
from aiohttp import ClientSession
from sqlalchemy import text

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import OperatorError
from bot.faults import Faults
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.domain.plan import Place, PlanState
from cogs.events.exports.tables import attendance_csv, figures_csv
from cogs.events.output import CalendarServer
from cogs.events.repository import occurrences, plans
from cogs.events.service.calendars import CalendarService
from cogs.events.service.outcomes import OutcomeService
from tests.cogs.events.afterkit import GUILD, HOUR, NOON, held, plan, write

WEEKLY = {"freq": "weekly", "every": 1, "weekdays": [0]}


@asynccontextmanager
async def served(
    calendars: CalendarService, clock: ManualClock, faults: Faults | None = None
) -> AsyncIterator[tuple[CalendarServer, str]]:
    async def name(guild_id: int) -> str | None:
        return "Meeple Harbour" if guild_id == GUILD else None

    server = CalendarServer(calendars, name, clock, faults or Faults(), "127.0.0.1", 0)
    await server.cog_load()
    try:
        yield server, f"http://127.0.0.1:{server.port}"
    finally:
        await server.cog_unload()


async def test_a_server_is_subscribed_to_by_its_secret(database: Database) -> None:
    clock = ManualClock(NOON)
    calendars = CalendarService(database, clock)
    series = plan(1, name="Games", recurrence=WEEKLY, state=PlanState.ACTIVE)
    secret_event = plan(2, name="Staff", role_id=5, state=PlanState.ACTIVE)
    over = plan(3, name="Party", place=Place(address="Main St 2"), state=PlanState.CANCELLED)
    async with database.begin() as connection:
        for of, one in (
            (series, held(series, 4, NOON + HOUR * 168, state=OccurrenceState.PLANNED)),
            (secret_event, held(secret_event, 1, NOON + HOUR, state=OccurrenceState.PLANNED)),
            (over, held(over, 1, NOON + HOUR, state=OccurrenceState.CANCELLED)),
        ):
            await plans.put_plan(connection, of)
            await occurrences.add(connection, one)
    secret = await calendars.secret(GUILD)
    assert secret == await calendars.secret(GUILD)
    assert secret != await calendars.secret(GUILD + 1)
    async with served(calendars, clock) as (_, url), ClientSession() as http:
        answer = await http.get(f"{url}/{GUILD}/{secret}.ics")
        assert answer.status == 200
        assert answer.content_type == "text/calendar"
        read = vobject.readOne(await answer.text())
        assert read.x_wr_calname.value == "Meeple Harbour"
        assert {one.summary.value for one in read.vevent_list} == {"Games", "Party"}
        party = next(one for one in read.vevent_list if one.summary.value == "Party")
        assert (party.location.value, party.status.value) == ("Main St 2", "CANCELLED")
        games = next(one for one in read.vevent_list if one.summary.value == "Games")
        assert games.location.value == f"https://discord.com/channels/{GUILD}/500"

        # Nothing new costs nothing; what is new is there within a minute.
        tag = {"If-None-Match": answer.headers["ETag"]}
        assert (await http.get(f"{url}/{GUILD}/{secret}.ics", headers=tag)).status == 304
        clock.set(NOON + timedelta(minutes=2))
        assert (await http.get(f"{url}/{GUILD}/{secret}.ics", headers=tag)).status == 304
        async with database.begin() as connection:
            await plans.put_plan(connection, plan(3, name="Feast", state=PlanState.CANCELLED))
        clock.set(NOON + timedelta(minutes=4))
        assert (await http.get(f"{url}/{GUILD}/{secret}.ics", headers=tag)).status == 200

        other = await calendars.secret(GUILD + 1)
        for wrong in (
            f"/{GUILD}/{'x' * 43}.ics",
            f"/{GUILD}/{other}.ics",
            f"/{GUILD + 1}/{other}.ics",  # no such server any more
            f"/{2**63}/{secret}.ics",
            f"/{GUILD}/.ics",
            "/",
        ):
            assert (await http.get(url + wrong)).status == 404, wrong
        assert (await http.post(f"{url}/{GUILD}/{secret}.ics")).status == 405

        new = await calendars.secret(GUILD, anew=True)
        clock.set(NOON + timedelta(minutes=6))
        assert (await http.get(f"{url}/{GUILD}/{secret}.ics")).status == 404
        assert (await http.get(f"{url}/{GUILD}/{new}.ics")).status == 200


async def test_trouble_is_told_and_no_secret_with_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    clock, faults = ManualClock(NOON), Faults()
    calendars = CalendarService(database, clock)
    secret = await calendars.secret(GUILD)
    async with served(calendars, clock, faults) as (server, url), ClientSession() as http:
        async with database.begin() as connection:
            await connection.execute(text("DROP TABLE events_calendar"))
        answer = await http.get(f"{url}/{GUILD}/{secret}.ics")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
        assert secret not in await answer.text()
        taken = CalendarServer(calendars, None, clock, faults, "192.0.2.1", server.port or 0)  # type: ignore[arg-type]
        with pytest.raises(OperatorError, match=r"events\.calendar_host"):
            await taken.cog_load()
    assert secret not in caplog.text


async def test_tables_name_who_came_and_nobody_who_did_not(database: Database) -> None:
    of = plan(name="=HYPERLINK(1)")
    async with database.begin() as connection:
        event = await write(
            connection, of, held(of), stayed={11: 30, 12: 1}, codes=[13], going=[11, 14], peak=2
        )
    figures, people = await OutcomeService(database).history(of)
    (row,) = rows(figures_csv((of.name, one, outcome) for one, outcome in figures))
    assert row["name"] == "'=HYPERLINK(1)"
    assert (row["starts_at"], row["mean_minutes"], row["rating"]) == (
        "2026-03-02 12:00",
        "30.0",
        "",
    )
    counted = ("said_they_come", "came", "came_of_those", "first_time", "peak")
    assert [row[column] for column in counted] == ["2", "2", "1", "2", "2"]
    came = rows(attendance_csv(people, {11: "Ann", 12: "Ben", 14: "@Dan"}))
    assert [(one["member_id"], one["member"], one["minutes"]) for one in came] == [
        ("id 11", "Ann", "30.0"),
        ("id 13", "", ""),
    ]
    assert event.occurrence.number == 1


def rows(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
