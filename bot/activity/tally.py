"""What a batch of facts adds to daily activity: pure counting."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.ledger.projections import Batch
from bot.windows import LocalDays

COUNTS = ("messages", "reactions", "voice_s", "uses", "scored")
_MESSAGES, _REACTIONS, _VOICE_S, _USES, _SCORED = range(5)


@dataclass(slots=True)
class Tally:
    """Counts of a batch; days are local ordinals.

    ``members``: by (day, member id) what ``COUNTS`` names, in that order, never all zero.
    ``channels``: messages by (day, channel id). ``first_messages``: the first day with a
    message, by member id.
    """

    members: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    channels: dict[tuple[int, int], int] = field(default_factory=dict)
    first_messages: dict[int, int] = field(default_factory=dict)

    def count(self, day: int, member_id: int, which: int, amount: int = 1) -> None:
        """Add ``amount`` to one of a member's counts of a day."""
        if amount:
            self.members.setdefault((day, member_id), [0, 0, 0, 0, 0])[which] += amount


def tally_of(facts: Batch, zone: ZoneInfo) -> Tally:
    """Count ``facts``, days cut in ``zone``; messages in a thread count for its parent."""
    tally, day_of = Tally(), LocalDays(zone).of
    members = tally.members
    channels, first = tally.channels, tally.first_messages
    for message in facts.messages:
        day, author_id = day_of(message.at), message.author_id
        counts = members.get((day, author_id))
        if counts is None:
            counts = members[day, author_id] = [0] * len(COUNTS)
            if day < first.get(author_id, day + 1):
                first[author_id] = day
        counts[_MESSAGES] += 1
        if message.score is not None:
            counts[_SCORED] += 1
        place = day, message.parent_id or message.channel_id
        channels[place] = channels.get(place, 0) + 1
    for reaction in facts.reactions:
        tally.count(day_of(reaction.at), reaction.member_id, _REACTIONS)
    for voice in facts.voice:
        tally.count(day_of(voice.at), voice.member_id, _VOICE_S, voice.together_s)
    for use in facts.uses:
        tally.count(day_of(use.at), use.member_id, _USES)
    return tally
