"""The JSON object of an export: what stands before its messages, the messages, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import ImportFileError
from bot.history.scanner import CutShortError, MalformedError, Scanner
from bot.history.source import Source

AGAIN = "export the channel again with DiscordChatExporter, in the format JSON"


class Document:
    """Walks once, forwards, through the export at ``path``.

    ``head`` holds the values before the messages, ``first`` the first message (None where there
    is none). Raises ImportFileError where the file is unreadable, foreign, cut short or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.source = Source(path)
        self._scanner = Scanner(self.source.read)
        self._complete = 0
        self._number: int | None = None  # of the message that is being worked on
        self._is_read = False
        try:
            with self.explained():
                self.head = self._read_head()
                self._rest = self._read_messages()
                self.first = next(self._rest, None)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self.source.close()

    def messages(self) -> Iterator[dict[str, object]]:
        """Give each message as it stands in the file, once; inside ``explained()``."""
        if self._is_read:
            raise RuntimeError("an export is read once; open it again")
        self._is_read = True
        if self.first is not None:
            yield self.first
            yield from self._rest

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what is wrong with the text into the sentence that the operator reads."""
        try:
            yield
        except CutShortError:
            count = f"{self._complete:,} complete message{'' if self._complete == 1 else 's'}"
            raise ImportFileError(
                f"{self.path} is cut short: it ends after {count}; copy it again, or {AGAIN}."
            ) from None
        except MalformedError as error:
            part = "it" if self._number is None else f"message {self._number:,}"
            raise ImportFileError(f"{self.path} is damaged: {part} {error}; {AGAIN}.") from None

    def foreign(self, reason: str) -> ImportFileError:
        """Return the refusal of a file in another format; ``reason`` says what tells it."""
        return ImportFileError(
            f"{self.path} is no JSON export of DiscordChatExporter: {reason}; {AGAIN}."
        )

    def _read_head(self) -> dict[str, object]:
        opening = self._scanner.peek()
        if opening != "{":
            raise self.foreign(_OPENINGS.get(opening, "it is not JSON"))
        self._scanner.take("{")
        head: dict[str, object] = {}
        while self._scanner.peek() != "}":
            key = self._key()
            if key == "messages":
                if self._scanner.peek() not in {"[", ""}:
                    raise self.foreign("its messages are no list")
                self._scanner.take("[")
                return head
            head[key] = self._scanner.value()
            if self._scanner.peek() != "}":
                self._scanner.take(",")
        raise self.foreign("it has no messages")

    def _read_messages(self) -> Iterator[dict[str, object]]:
        scanner = self._scanner
        if scanner.peek() != "]":
            while True:
                for message in scanner.batch() or self._read_one():
                    self._number = self._complete + 1
                    if not isinstance(message, dict):
                        raise MalformedError("is no object")
                    self._complete += 1
                    yield message
                if scanner.peek() == "]":
                    break
                scanner.take(",")
        scanner.take("]")
        self._number = None
        self._read_tail()

    def _read_one(self) -> list[object]:
        self._number = self._complete + 1
        if self._scanner.peek() not in {"{", ""}:
            raise MalformedError("is no object")
        return [self._scanner.value()]

    def _read_tail(self) -> None:
        while self._scanner.peek() == ",":
            self._scanner.take(",")
            self._key()
            self._scanner.value()
        self._scanner.take("}")
        if self._scanner.peek():
            raise MalformedError("is not valid JSON")

    def _key(self) -> str:
        key = self._scanner.value()
        if not isinstance(key, str):
            raise MalformedError("is not valid JSON")
        self._scanner.take(":")
        return key


# What the first character tells of files that people take for an export.
_OPENINGS = {
    "": "it is empty",
    "<": "it is HTML",
    "[": "it is a list",
    "\xfe": "it is not UTF-8 text",
    "\xff": "it is not UTF-8 text",
}
