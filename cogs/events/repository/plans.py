"""Plans, their numbers, co-hosts and pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert, put
from cogs.events.domain.plan import Kind, Place, Plan, PlanState, Room
from cogs.events.models import COHOST, NUMBER, PICTURE, PLAN

# To the minute: that is how people say when something begins.
_WALL = "%Y-%m-%dT%H:%M"


async def next_number(connection: AsyncConnection, guild_id: int) -> int:
    """Return the guild's next number of an event.

    Others who ask wait until the transaction ends; where it fails the number is given again.
    """
    statement = (
        insert(connection, NUMBER)
        .values(guild_id=guild_id, last=1)
        .on_conflict_do_update(index_elements=[NUMBER.c.guild_id], set_={"last": NUMBER.c.last + 1})
        .returning(NUMBER.c.last)
    )
    return int((await connection.execute(statement)).scalar_one())


async def put_plan(connection: AsyncConnection, plan: Plan) -> None:
    """Keep a plan with its co-hosts, in place of what was there."""
    row = {
        "guild_id": plan.guild_id,
        "event_id": plan.event_id,
        "name": plan.name,
        "kind": plan.kind,
        "description": plan.description,
        "wall_start": plan.wall_start.strftime(_WALL),
        "zone": plan.zone,
        "fold": plan.fold,
        "recurrence": plan.recurrence,
        "duration_s": int(plan.duration.total_seconds()),
        "channel_id": plan.place.channel_id,
        "room": plan.place.room,
        "link": plan.place.link,
        "address": plan.place.address,
        "capacity": plan.capacity,
        "role_id": plan.role_id,
        "picture": plan.picture,
        "host_id": plan.host_id,
        "partners": plan.partners,
        "series": plan.series,
        "card_channel_id": plan.card_channel_id,
        "created_by": plan.created_by,
        "created_at": plan.created_at,
        "state": plan.state,
        "revision": plan.revision,
    }
    await put(connection, PLAN, [row])
    await connection.execute(
        delete(COHOST).where(
            COHOST.c.guild_id == plan.guild_id,
            COHOST.c.event_id == plan.event_id,
            COHOST.c.member_id.not_in(plan.cohosts),
        )
    )
    key = {"guild_id": plan.guild_id, "event_id": plan.event_id}
    await put(connection, COHOST, [{**key, "member_id": one} for one in sorted(set(plan.cohosts))])


async def get(
    connection: AsyncConnection, guild_id: int, event_id: int, *, lock: bool = False
) -> Plan | None:
    """Return a plan; with ``lock`` nobody else changes it until the transaction ends."""
    statement = select(PLAN).where(PLAN.c.guild_id == guild_id, PLAN.c.event_id == event_id)
    if lock:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().one_or_none()
    if row is None:
        return None
    (plan,) = await _with_cohosts(connection, guild_id, [_plan_of(row)])
    return plan


async def some(
    connection: AsyncConnection, guild_id: int, event_ids: Collection[int]
) -> dict[int, Plan]:
    """Return plans by their number, those that are there."""
    wanted = and_(PLAN.c.guild_id == guild_id, PLAN.c.event_id.in_(event_ids))
    return {plan.event_id: plan for plan in await _plans(connection, guild_id, wanted)}


async def in_state(
    connection: AsyncConnection, guild_id: int, *states: PlanState, most: int = 500
) -> list[Plan]:
    """Return the latest plans in one of the states, by number."""
    wanted = and_(PLAN.c.guild_id == guild_id, PLAN.c.state.in_(states))
    return await _plans(connection, guild_id, wanted, most)


async def hosted_by(connection: AsyncConnection, guild_id: int, member_id: int) -> list[Plan]:
    """Return the plans that a member hosts or co-hosts, by number."""
    shared = select(COHOST.c.event_id).where(
        COHOST.c.guild_id == guild_id, COHOST.c.member_id == member_id
    )
    theirs = or_(PLAN.c.host_id == member_id, PLAN.c.event_id.in_(shared))
    return await _plans(connection, guild_id, and_(PLAN.c.guild_id == guild_id, theirs))


async def drop(connection: AsyncConnection, guild_id: int, event_id: int) -> None:
    """Drop a plan that nothing ever came of, with its co-hosts."""
    for table in (COHOST, PLAN):
        await connection.execute(
            delete(table).where(table.c.guild_id == guild_id, table.c.event_id == event_id)
        )


async def count_active(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many plans are active."""
    counted = (
        select(func.count())
        .select_from(PLAN)
        .where(PLAN.c.guild_id == guild_id, PLAN.c.state == PlanState.ACTIVE)
    )
    return int(await connection.scalar(counted) or 0)


async def put_picture(
    connection: AsyncConnection, guild_id: int, event_id: int, content: bytes
) -> None:
    """Keep an event's picture, in place of what was there."""
    row = {"guild_id": guild_id, "event_id": event_id, "content": content}
    await put(connection, PICTURE, [row])


async def picture(connection: AsyncConnection, guild_id: int, event_id: int) -> bytes | None:
    """Return an event's picture as it was given."""
    content: bytes | None = await connection.scalar(
        select(PICTURE.c.content).where(
            PICTURE.c.guild_id == guild_id, PICTURE.c.event_id == event_id
        )
    )
    return content


async def _plans(
    connection: AsyncConnection, guild_id: int, wanted: ColumnElement[bool], most: int | None = None
) -> list[Plan]:
    statement = select(PLAN).where(wanted).order_by(PLAN.c.event_id.desc()).limit(most)
    rows = (await connection.execute(statement)).mappings().all()
    return await _with_cohosts(connection, guild_id, [_plan_of(row) for row in reversed(rows)])


async def _with_cohosts(
    connection: AsyncConnection, guild_id: int, plans: Iterable[Plan]
) -> list[Plan]:
    found = list(plans)
    rows = await connection.execute(
        select(COHOST.c.event_id, COHOST.c.member_id)
        .where(
            COHOST.c.guild_id == guild_id, COHOST.c.event_id.in_([plan.event_id for plan in found])
        )
        .order_by(COHOST.c.member_id)
    )
    by_event: dict[int, list[int]] = {}
    for row in rows:
        by_event.setdefault(row.event_id, []).append(row.member_id)
    return [replace(plan, cohosts=tuple(by_event.get(plan.event_id, ()))) for plan in found]


def _plan_of(row: RowMapping) -> Plan:
    values: dict[str, Any] = dict(row)
    duration_s = values.pop("duration_s")
    room = values.pop("room")
    place = Place(
        channel_id=values.pop("channel_id"),
        room=Room(room) if room else None,
        link=values.pop("link"),
        address=values.pop("address"),
    )
    values["wall_start"] = datetime.strptime(values["wall_start"], _WALL)  # noqa: DTZ007 - naive: its zone is apart
    values["kind"] = Kind(values["kind"])
    values["state"] = PlanState(values["state"])
    return Plan(duration=timedelta(seconds=duration_s), place=place, **values)
