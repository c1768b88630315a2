"""``import``, ``report``, ``rebuild`` and ``forget``: a community's data without Discord."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot import directory
from bot.cli.common import (
    Config,
    GuildOption,
    complain,
    known_guild,
    newest_week,
    offline,
    progress,
    run_async,
    say,
)
from bot.client import Steward
from bot.clock import SystemClock
from bot.config import KernelSettings, load_settings
from bot.errors import UsageError
from bot.guild_settings import ServerSettings
from bot.history import Survey, survey
from bot.history.load import Loaded, load_export
from bot.ledger.copy import copy_guild
from bot.reports import ReportOrder, ReportWriter, WrittenReport
from bot.windows import zone_named


def import_(
    files: Annotated[list[Path], typer.Argument(help="Exports of DiscordChatExporter (JSON).")],
    config: Config = None,
) -> None:
    """Read exports of a server's past into the ledger; safe to repeat and to interrupt."""
    settings = load_settings(config)
    try:
        # All files are read through before anything is written: one that is cut short or
        # foreign must leave nothing behind. Outside the loop, so that Ctrl-C works at once.
        surveys = [_look_through(file) for file in files]
        run_async(_import(settings, files, surveys))
    except KeyboardInterrupt:
        complain("Stopped. What is written is whole; run the same command again to finish.")
        raise


async def _import(settings: KernelSettings, files: list[Path], surveys: list[Survey]) -> None:
    async with offline(settings) as bot:
        for file, found in zip(files, surveys, strict=True):
            result = await _load(bot, file, found.tally.messages)
            say(
                f"{found.guild_name} ({found.guild_id}), #{found.channel_name}: "
                f"{result.read:,} messages read, {result.new:,} facts new, "
                f"{found.tally.bots:,} by bots and {found.tally.system:,} of the system left out."
            )
        _tell_of_retention(settings, surveys)
        for guild_id in dict.fromkeys(found.guild_id for found in surveys):
            if (week := await newest_week(bot, guild_id)) is not None:
                say(f"See its newest week:  python -m bot report --guild {guild_id} --week {week}")


async def _load(bot: Steward, file: Path, messages: int) -> Loaded:
    with progress() as bar:
        task = bar.add_task(f"Importing {file.name}", total=messages)
        return await load_export(bot, file, lambda count: bar.update(task, completed=count))


def _tell_of_retention(settings: KernelSettings, surveys: list[Survey]) -> None:
    days = settings.ledger.retention_days
    before = SystemClock().now() - timedelta(days=days)
    if any(found.tally.first is not None and found.tally.first < before for found in surveys):
        say(
            f"Single facts older than {days} days go once the bot runs (ledger.retention_days): "
            "daily figures stay, waits for answers of that time do not."
        )


def _look_through(file: Path) -> Survey:
    with progress() as bar:
        task = bar.add_task(f"Checking {file.name}", total=None)
        return survey(file, lambda done, total: bar.update(task, completed=done, total=total))


def report(
    guild: GuildOption,
    config: Config = None,
    week: Annotated[
        str | None, typer.Option(help="Such as 2020-W10; the last full one if left out.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="Time zone of the days; the server's if left out.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write the figures as JSON.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the figures as CSV.")] = None,
    charts: Annotated[Path | None, typer.Option(help="Write PNG pictures into a folder.")] = None,
    help_channel: Annotated[
        list[int] | None,
        typer.Option(help="A channel whose questions count as queries; may be repeated."),
    ] = None,
) -> None:
    """Print the report of a week, and write it into files."""
    _refuse_odd_places([json, html, csv], charts)
    order = ReportOrder(
        guild_id=guild,
        week=week,
        help_channel_ids=frozenset(help_channel or ()),
        json=json,
        html=html,
        csv=csv,
        charts=charts,
    )
    written = run_async(_report(load_settings(config), order, zone))
    say(written.text)
    for file in written.files:
        say(f"written: {file}")


def _refuse_odd_places(files: list[Path | None], folder: Path | None) -> None:
    """Refuse what a file cannot take the place of: folders, devices, each other."""
    given = [file for file in files if file is not None]
    for file in given:
        # A link counts, too: /dev/stdout would be gone for the whole machine.
        if file.is_symlink() or (file.exists() and not file.is_file()):
            raise UsageError(f"{file} is there and is no plain file; choose another name.")
    if len({file.absolute() for file in given}) < len(given):
        raise UsageError("Two files of the report have the same name; choose different ones.")
    if folder is not None and folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is there and is no folder; choose another name.")


async def _report(settings: KernelSettings, order: ReportOrder, zone: str | None) -> WrittenReport:
    if zone is not None:
        zone_named(zone)
    async with offline(settings) as bot:
        await known_guild(bot, order.guild_id)
        await _known_channels(bot, order)
        if zone is None or zone == (await bot.guild_settings.zone(order.guild_id)).key:
            await bot.ledger.catch_up(order.guild_id)
            return await _write(bot, order)
        # Days are cut in the server's zone: for another one the facts are counted anew, in a
        # database that lasts for this report.
        with TemporaryDirectory(prefix="steward-") as folder:
            elsewhere = settings.model_copy(
                update={"database_url": f"sqlite:///{folder}/other-zone.db"}
            )
            async with offline(elsewhere) as other:
                await copy_guild(bot.database, other.database, order.guild_id)
                await other.guild_settings.set(order.guild_id, ServerSettings, "zone", zone)
                await other.ledger.catch_up(order.guild_id)
                return await _write(other, order)


async def _known_channels(bot: Steward, order: ReportOrder) -> None:
    """Refuse help channels that the server does not have."""
    async with bot.database.read() as connection:
        names = await directory.channel_names(connection, order.guild_id)
    if unknown := sorted(order.help_channel_ids - names.keys()):
        there = ", ".join(f"{known} (#{name})" for known, name in sorted(names.items())[:10])
        raise UsageError(f"There is no channel {unknown[0]} in that server. It has: {there}.")


async def _write(bot: Steward, order: ReportOrder) -> WrittenReport:
    return await bot.ports.get(ReportWriter).write(order)  # type: ignore[type-abstract]


def rebuild(
    config: Config = None,
    guild: Annotated[int | None, typer.Option(help="One server; all if left out.")] = None,
) -> None:
    """Compute every figure anew from the facts."""
    run_async(_rebuild(load_settings(config), guild))


async def _rebuild(settings: KernelSettings, guild: int | None) -> None:
    async with offline(settings) as bot:
        if guild is not None:
            await known_guild(bot, guild)
        guilds = sorted(await bot.ledger.guilds()) if guild is None else [guild]
        with progress() as bar:
            task = bar.add_task("Rebuilding", total=len(guilds))
            for guild_id in guilds:
                count = await bot.ledger.rebuild(guild_id)
                bar.advance(task)
                say(f"{guild_id}: {count:,} facts counted anew.")


def forget(
    guild: GuildOption,
    member: Annotated[int, typer.Option(help="The member's id.")],
    config: Config = None,
) -> None:
    """Remove everything that is kept of a member, and their share in every figure."""
    run_async(_forget(load_settings(config), guild, member))


async def _forget(settings: KernelSettings, guild: int, member: int) -> None:
    async with offline(settings) as bot:
        await known_guild(bot, guild)
        removed = await bot.forget_member(guild, member)
        say(f"{removed:,} facts of member {member} are gone.")
        say("Importing an export that holds their messages would bring them back.")
