"""What each feature needs to be allowed on Discord, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.features import text_of
from bot.text.catalogue import ENGLISH
from bot.text.kernel import T

KERNEL: Final = "server"


@dataclass(frozen=True)
class Need:
    """One permission (a name of ``discord.Permissions``) of a feature, and why it needs it.

    ``why`` is a key of the feature's own catalogue, or a text in English.
    """

    feature: str
    permission: str
    why: str


# View Audit Log tells kicks and bans from departures; everything else is needed to read what
# counts and to answer where a manager asks.
_EVERYWHERE: Final = (
    Need(KERNEL, "view_channel", "need-view-channel"),
    Need(KERNEL, "read_message_history", "need-read-message-history"),
    Need(KERNEL, "send_messages", "need-send-messages"),
    Need(KERNEL, "send_messages_in_threads", "need-send-messages-in-threads"),
    Need(KERNEL, "embed_links", "need-embed-links"),
    Need(KERNEL, "attach_files", "need-attach-files"),
    Need(KERNEL, "view_audit_log", "need-view-audit-log"),
)


class Needs:
    """The needs of the kernel and of all features, in the order in which they were added."""

    def __init__(self) -> None:
        self._needs: list[Need] = list(_EVERYWHERE)

    def add(self, need: Need) -> None:
        """Add a need; the same one twice counts once."""
        if need not in self._needs:
            self._needs.append(need)

    def __iter__(self) -> Iterator[Need]:
        return iter(self._needs)


def reason(need: Need, locale: str = ENGLISH) -> str:
    """Return why it is needed, for people."""
    if need.feature == KERNEL:
        return T.plain(need.why, locale)
    return text_of(need.feature, need.why, locale)
