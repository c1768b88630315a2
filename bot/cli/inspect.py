"""``check`` and ``commands``: looking without connecting."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import discord
import orjson
import typer
from discord import app_commands

from bot.cli.common import Config, console, offline, run_async
from bot.client import Steward
from bot.config import KernelSettings, load_settings
from bot.db import Database, migrate
from bot.errors import OperatorError, StewardError

# Discord's tokens: the bot's id in base64, a time stamp, a signature.
_TOKEN = re.compile(r"([\w-]{18,28})\.([\w-]{6,})\.([\w-]{27,})")


def check(config: Config = None) -> None:
    """Check settings, token, database and migrations without connecting to Discord."""
    settings = load_settings(config)
    console.print("✔ settings are allowed")
    findings = [_token_finding(settings), *run_async(_database_findings(settings))]
    for fine, sentence in findings:
        console.print(f"{'✔' if fine else '✘'} {sentence}")
    if not all(fine for fine, _ in findings):
        raise OperatorError("Mend what is marked with ✘ and check again.")


def _token_finding(settings: KernelSettings) -> tuple[bool, str]:
    if settings.discord.token is None:
        return False, "discord.token is not set: copy it from the Developer Portal (Bot → Token)"
    if not looks_like_token(settings.discord.token.get_secret_value()):
        return False, "discord.token does not look like a bot token: three parts with dots between"
    return True, "the token looks like one"


def looks_like_token(token: str) -> bool:
    """Tell whether ``token`` has the shape of a Discord bot token."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return False
    padded = match[1] + "=" * (-len(match[1]) % 4)
    try:
        return base64.urlsafe_b64decode(padded).isdigit()
    except binascii.Error:
        return False


async def _database_findings(settings: KernelSettings) -> list[tuple[bool, str]]:
    try:
        database = await Database.open(settings.database_url)
    except StewardError as error:
        return [(False, str(error))]
    try:
        findings = [(True, f"the database answers ({database.dialect})")]
        try:
            pending = await migrate.pending(database)
        except StewardError as error:
            return [*findings, (False, str(error))]
        state = "will be brought up to date at start" if pending else "is up to date"
        return [*findings, (True, f"the database {state}")]
    finally:
        await database.close()


def commands(
    config: Config = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the command tree without connecting."""
    tree = run_async(_command_tree(load_settings(config)))
    if as_json:
        typer.echo(orjson.dumps(tree, option=orjson.OPT_INDENT_2).decode())
        return
    for entry in tree:
        options = " ".join(
            o["name"] if o["required"] else f"[{o['name']}]" for o in entry["options"]
        )
        console.print(f"/{entry['name']} {options}".rstrip(), style="bold", end="", markup=False)
        console.print(f"  {entry['description']}", markup=False)


async def _command_tree(settings: KernelSettings) -> list[dict[str, Any]]:
    with TemporaryDirectory(prefix="steward-") as folder:
        # The tree is the same on any database: the operator's own is left alone.
        url = f"sqlite:///{folder}/empty.db"
        async with offline(settings.model_copy(update={"database_url": url})) as bot:
            return sorted(
                (_described(command) for command in _leaves(bot)),
                key=lambda entry: (entry["kind"], entry["name"]),
            )


def _leaves(
    bot: Steward,
) -> Iterator[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu]:
    for kind in (
        discord.AppCommandType.chat_input,
        discord.AppCommandType.message,
        discord.AppCommandType.user,
    ):
        for command in bot.tree.walk_commands(type=kind):
            if not isinstance(command, app_commands.Group):
                yield command


def _described(
    command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu,
) -> dict[str, Any]:
    if isinstance(command, app_commands.ContextMenu):
        return {
            "name": command.name,
            "kind": f"{command.type.name}_menu",
            "description": "",
            "options": [],
            "default_permissions": _permissions(command.default_permissions),
        }
    return {
        "name": command.qualified_name,
        "kind": "slash",
        "description": command.description,
        "options": [
            {
                "name": option.display_name,
                "type": option.type.name,
                "required": option.required,
                "description": str(option.description),
            }
            for option in command.parameters
        ],
        # Discord looks at the top level alone.
        "default_permissions": _permissions((command.root_parent or command).default_permissions),
    }


def _permissions(permissions: discord.Permissions | None) -> list[str] | None:
    return None if permissions is None else sorted(name for name, on in permissions if on)
