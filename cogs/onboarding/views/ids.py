"""The custom ids of everything that can be pressed: they carry what it is about."""

from __future__ import annotations

import string
from datetime import datetime

from bot.db.types import from_micros, to_micros
from cogs.onboarding.domain.steps import Membership, Step

_DIGITS = string.digits + string.ascii_lowercase
STAMP = r"[0-9a-z]{1,13}"


def stamp(instant: datetime) -> str:
    """Return an aware instant as a short word, exact to the microsecond."""
    number, word = to_micros(instant), ""
    while number:
        number, digit = divmod(number, 36)
        word = _DIGITS[digit] + word
    return word or "0"


def instant(word: str) -> datetime:
    """Return the instant (aware UTC) that ``stamp`` made a word of."""
    return from_micros(int(word, 36))


def step_id(step: Step, membership: Membership) -> str:
    """Return the id of the button of a step."""
    return f"onboarding-{step}:{membership.guild_id}:{stamp(membership.joined_at)}"


def mute_id(membership: Membership, *, nudge: bool = False) -> str:
    """Return the id of "no more of these": it names the greeting, or the nudge, of a membership."""
    end = ":nudge" if nudge else ""
    return f"onboarding-mute:{membership.guild_id}:{stamp(membership.joined_at)}{end}"


def begin_id(batch: str) -> str:
    """Return the id of the button in the welcome channel: it names one greeting."""
    return f"onboarding-begin:{batch}"


FORM = r"onboarding-form-(?P<form>introduce|wish|texts|interest):(?P<guild>\d{1,20}):\d{1,20}"


def form_id(form: str, guild_id: int, member_id: int) -> str:
    """Return the id of a form that somebody fills in."""
    return f"onboarding-form-{form}:{guild_id}:{member_id}"
