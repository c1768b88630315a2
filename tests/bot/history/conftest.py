"""Exports as DiscordChatExporter writes them."""

from __future__ import annotations

import gzip
import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

GUILD, CHANNEL, PARENT = 613425648685547541, 613425648685547545, 613425648685547542


class Exports:
    """Writes export files; every method gives plain data that a test may change."""

    guild, channel, parent = GUILD, CHANNEL, PARENT

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = count()

    def user(self, number: int, *, bot: bool = False) -> dict[str, Any]:
        return {
            "id": str(number),
            "name": f"user{number}",
            "discriminator": "0000",
            "nickname": f"Näme {number}",
            "color": None,
            "isBot": bot,
            "roles": [{"id": "900", "name": "role", "color": None, "position": 1}],
            "avatarUrl": "https://cdn.example/avatar.png",
        }

    def message(self, number: int = 1, **changes: Any) -> dict[str, Any]:
        return {
            "id": str(800_000_000_000_000_000 + number),
            "type": "Default",
            "timestamp": f"2021-03-01T12:{number % 60:02}:30.5+00:00",
            "timestampEdited": None,
            "callEndedTimestamp": None,
            "isPinned": False,
            "content": f"hello {number}",
            "author": self.user(1),
            "attachments": [],
            "embeds": [],
            "stickers": [],
            "reactions": [],
            "mentions": [],
            "inlineEmojis": [],
        } | changes

    def document(self, *messages: Any, **changes: Any) -> dict[str, Any]:
        return {
            "guild": {"id": str(GUILD), "name": "Gilde", "iconUrl": ""},
            "channel": {
                "id": str(CHANNEL),
                "type": "GuildTextChat",
                "categoryId": str(PARENT),
                "category": "Text",
                "name": "general",
                "topic": None,
            },
            "dateRange": {"after": None, "before": None},
            "exportedAt": "2022-01-01T00:00:00.1234567+00:00",
            "messages": list(messages),
            "messageCount": len(messages),
        } | changes

    def thread(self, *messages: Any, **changes: Any) -> dict[str, Any]:
        document = self.document(*messages)
        document["channel"] |= {"type": "GuildPublicThread"} | changes
        return document

    def encode(self, document: Any, *, indent: int | None = 2, ascii_only: bool = False) -> bytes:
        separators = (",", ":") if indent is None else None
        text = json.dumps(document, indent=indent, ensure_ascii=ascii_only, separators=separators)
        return text.encode()

    def write(self, content: Any, *, packed: bool = False, **form: Any) -> Path:
        data = content if isinstance(content, bytes) else self.encode(content, **form)
        path = self._folder / f"export{next(self._names)}.json{'.gz' if packed else ''}"
        path.write_bytes(gzip.compress(data, 1) if packed else data)
        return path


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    return Exports(tmp_path_factory.mktemp("exports"))
