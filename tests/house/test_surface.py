"""The commands that people know: their names, who may use them, and their options."""

from __future__ import annotations

import pytest
from discord import app_commands

from bot.checks import Access, required
from bot.client import create_bot
from bot.config import settings_model

# A name, then its options as it is typed; those in brackets may be left out.
PROMISED = {
    "setup": (Access.MANAGERS, "[zone]"),
    "settings show": (Access.MANAGERS, "[feature]"),
    "settings set": (Access.MANAGERS, "key value"),
    "settings reset": (Access.MANAGERS, "key"),
    "settings history": (Access.MANAGERS, "[key]"),
    "settings export": (Access.MANAGERS, ""),
    "settings import": (Access.MANAGERS, "file"),
    "feature": (Access.MANAGERS, "name state"),
    "doctor": (Access.MANAGERS, ""),
    "help": (Access.MEMBERS, "[command]"),
    "timezone set": (Access.MEMBERS, "zone"),
    "timezone show": (Access.MEMBERS, ""),
    "onboarding edit": (Access.MANAGERS, ""),
    "onboarding preview": (Access.MANAGERS, ""),
    "onboarding funnel": (Access.MANAGERS, "[days]"),
    "onboarding resend": (Access.MODERATORS, "member"),
    "introduce": (Access.MEMBERS, ""),
    "interests": (Access.MEMBERS, ""),
    "buddy offer": (Access.MEMBERS, "[daily]"),
    "buddy stop": (Access.MEMBERS, ""),
    "buddy ask": (Access.MEMBERS, ""),
    "levels roles add": (Access.MANAGERS, "level role"),
    "levels roles remove": (Access.MANAGERS, "level"),
    "levels roles list": (Access.MANAGERS, ""),
    "levels set": (Access.MANAGERS, "key value"),
    "kudos": (Access.MEMBERS, "member reason"),
    "shoutout now": (Access.MANAGERS, ""),
    "shoutout schedule": (Access.MANAGERS, "[mode] [channel] [day] [time] [approval]"),
    "leaderboard": (Access.MEMBERS, "[board] [window]"),
    "rank": (Access.MEMBERS, "[member]"),
    "profile": (Access.MEMBERS, "[member]"),
    "badge create": (Access.MANAGERS, "name [figure] [tiers] [emoji] [role] [about]"),
    "badge edit": (Access.MANAGERS, "badge [name] [tiers] [emoji] [role] [about] [no_role]"),
    "badge delete": (Access.MANAGERS, "badge"),
    "badge list": (Access.MANAGERS, ""),
    "badge award": (Access.MANAGERS, "member badge [reason]"),
    "badge revoke": (Access.MANAGERS, "member badge [reason]"),
    "badges": (Access.MEMBERS, "[member]"),
    "event create": (
        Access.MANAGERS,
        (
            "name start [kind] [duration] [end] [channel] [link] [address] [capacity] [repeat] "
            "[role] [host] [cohosts] [partners] [picture] [description] [series] "
            "[post_in] [zone] [like]"
        ),
    ),
    "event edit": (
        Access.MANAGERS,
        (
            "event [name] [start] [kind] [duration] [end] [channel] [link] [address] [capacity] "
            "[repeat] [role] [host] [cohosts] [partners] [picture] [description] [series] [zone] "
            "[scope] [no_channel]"
        ),
    ),
    "event show": (Access.MEMBERS, "event"),
    "event list": (Access.MEMBERS, "[month] [picture]"),
    "event export": (Access.MEMBERS, "[event] [format] [new_address]"),
    "event survey": (Access.MANAGERS, "event"),
    "event template save": (Access.MANAGERS, "event name"),
    "event template list": (Access.MANAGERS, ""),
    "event template delete": (Access.MANAGERS, "template"),
    "event cancel": (Access.MANAGERS, "event [scope]"),
    "privacy policy": (Access.MEMBERS, ""),
    "privacy data": (Access.MEMBERS, ""),
    "privacy export": (Access.MEMBERS, ""),
    "privacy delete": (Access.MEMBERS, ""),
    "privacy tracking": (Access.MEMBERS, "state"),
}


def typed(command: app_commands.Command[object, ..., object]) -> str:
    """Return the options of a command as they are typed."""
    names = (
        one.display_name if one.required else f"[{one.display_name}]" for one in command.parameters
    )
    return " ".join(names)


@pytest.fixture
async def offered(sqlite_url: str) -> dict[str, tuple[Access, str]]:
    async with create_bot(settings_model()(database_url=sqlite_url)) as bot:
        await bot.open()
        return {
            command.qualified_name: (required(command), typed(command))
            for command in bot.tree.walk_commands()
            if isinstance(command, app_commands.Command)
        }


async def test_what_is_promised_is_offered(offered: dict[str, tuple[Access, str]]) -> None:
    assert {name: offered.get(name) for name in PROMISED} == PROMISED
