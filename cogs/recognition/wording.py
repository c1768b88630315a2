"""Kudos and shout-outs in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.text.catalogue import Raw
from bot.text.truncate import truncate
from cogs.recognition.domain.shoutouts import Candidate
from cogs.recognition.repository.kudos import Kudos
from cogs.recognition.service.kudos import MyKudos
from cogs.recognition.texts import T

_MESSAGE = 2_000


def who(member_id: int) -> Raw:
    """Return the mention of a member, for a sentence."""
    return Raw(f"<@{member_id}>")


def thanks_text(given: Sequence[Kudos], locale: str) -> str:
    """Say that somebody thanks others, and what for where that was said."""
    giver = who(given[0].giver_id)
    names = Raw(", ".join(who(one.receiver_id) for one in given))
    if given[0].reason is None:
        return T.say("kudos-public", locale, giver=giver, receiver=names)
    return T.say("kudos-public-for", locale, giver=giver, receiver=names, reason=given[0].reason)


def wall_texts(found: Iterable[Kudos], locale: str) -> list[str]:
    """Return what is said on the wall, a line each, in as many messages as it needs."""
    lines: list[str] = []
    for one in found:
        names = {"giver": who(one.giver_id), "receiver": who(one.receiver_id)}
        if one.reason is None:
            lines.append(T.say("wall-line", locale, **names))
        else:
            lines.append(T.say("wall-line-for", locale, **names, reason=one.reason))
    return messages_of(lines)


def messages_of(lines: Iterable[str]) -> list[str]:
    """Join lines to as few texts as fit into messages."""
    texts: list[str] = []
    for line in lines:
        if texts and len(texts[-1]) + 1 + len(line) <= _MESSAGE:
            texts[-1] += f"\n{line}"
        else:
            texts.append(truncate(line, _MESSAGE))
    return texts


def mine_text(mine: MyKudos, locale: str) -> str:
    """Return a member's own kudos: received, then given."""
    if not mine.received_count and not mine.given_count:
        return T.say("mine-none", locale)
    parts = []
    for key, count, found in (
        ("received", mine.received_count, mine.received),
        ("given", mine.given_count, mine.given),
    ):
        lines = [T.say(f"mine-{key}", locale, count=count)]
        for one in found:
            other = who(one.giver_id if key == "received" else one.receiver_id)
            lines.append(_line(one, other, locale))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _line(one: Kudos, other: Raw, locale: str) -> str:
    if one.reason is None:
        return T.say("mine-line", locale, member=other, at=one.at)
    return T.say("mine-line-for", locale, member=other, at=one.at, reason=one.reason)


def audit_text(page: Iterable[Kudos], odd: dict[int, list[str]], locale: str) -> str:
    """Return who got what and why, and first what looks odd."""
    lines = []
    if odd:
        lines.append(T.say("audit-odd", locale))
        for giver, reasons in sorted(odd.items()):
            words = ", ".join(T.plain(f"odd-{reason}", locale) for reason in reasons)
            lines.append(T.say("audit-odd-line", locale, member=who(giver), reasons=Raw(words)))
        lines.append("")
    for one in page:
        names = {"giver": who(one.giver_id), "receiver": who(one.receiver_id)}
        reason = one.reason or T.plain("audit-by-press", locale)
        line = T.say("audit-line", locale, **names, at=one.at, worth=one.worth, reason=reason)
        if one.revoked_at is not None:
            by = who(one.revoked_by) if one.revoked_by is not None else Raw("—")
            why = one.revoke_reason or "—"
            line = f"~~{line}~~ {T.say('audit-revoked', locale, by=by, reason=why)}"
        lines.append(f"{line} ⚠️" if one.giver_id in odd else line)
    return "\n".join(lines)


def shoutout_text(picks: Iterable[Candidate], locale: str) -> str:
    """Return the highlights, each with the reason in words."""
    return "\n\n".join(
        T.say(f"shoutout-{one.part.value}", locale, member=who(one.member_id), figure=one.figure)
        for one in picks
    )
