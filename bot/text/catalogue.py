"""Text for people, kept in Fluent catalogues (https://projectfluent.org) beside the code.

``locale/<language>.ftl`` holds one language; English is complete, and stands in where another
language lacks a sentence.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, NoReturn

from babel import Locale
from fluent.runtime import FluentBundle
from fluent.runtime.types import FluentType
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, Resource, Term

from bot.errors import StewardError
from bot.text.escape import Raw, escape

__all__ = ["Catalogue", "CatalogueError", "Raw", "Value", "timestamp"]

ENGLISH = "en"
Value = str | int | float | datetime
TimestampStyle = Literal["t", "T", "d", "D", "f", "F", "R"]


class CatalogueError(StewardError):
    """A catalogue file is broken, or a sentence was asked for with wrong arguments."""


def timestamp(instant: datetime, style: TimestampStyle = "f") -> Raw:
    """Return an aware ``instant`` as a Discord timestamp, shown in each reader's own zone.

    ``style`` is Discord's letter: t/T time, d/D date, f/F date and time, R relative.
    Raises ValueError for a naive datetime.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone: give an aware datetime")
    return Raw(f"<t:{int(instant.timestamp())}:{style}>")


class _Finished(str, FluentType):
    """Formatted text. A FluentType, because the runtime refuses plain strings over 2,500."""

    __slots__ = ()

    def format(self, locale: Locale) -> str:  # type: ignore[override]
        return self


class _Text(_Finished):
    """A person's text: compares as written (for selectors), prints escaped."""

    __slots__ = ()

    def format(self, locale: Locale) -> str:  # type: ignore[override]
        return _Finished(escape(self))


class Catalogue:
    """The sentences of one package in all its languages."""

    def __init__(self, folder: Path) -> None:
        """Read every ``*.ftl`` in ``folder``; the file's stem is the locale.

        Raises CatalogueError where English is missing, a file does not parse, an id comes
        twice, or a translation has an id that English lacks.
        """
        self._resources = {path.stem: _parse(path) for path in sorted(folder.glob("*.ftl"))}
        if ENGLISH not in self._resources:
            raise CatalogueError(f"{folder} needs an {ENGLISH}.ftl: English must be complete.")
        self._keys = {locale: _keys(resource) for locale, resource in self._resources.items()}
        for locale, keys in self._keys.items():
            if unknown := keys - self._keys[ENGLISH]:
                raise CatalogueError(
                    f"{folder / locale}.ftl has sentences that English lacks: "
                    f"{', '.join(sorted(unknown))}."
                )
        self._bundles = {
            locale: _bundle(locale, resource) for locale, resource in self._resources.items()
        }

    @classmethod
    def beside(cls, file: str) -> Catalogue:
        """Return the catalogue of the folder ``locale`` beside ``file`` (give ``__file__``)."""
        return cls(Path(file).resolve().parent / "locale")

    def keys(self) -> set[str]:
        """Return every key that can be said: message ids, and ``id.attribute``."""
        return set(self._keys[ENGLISH])

    def say(self, key: str, locale: str = ENGLISH, **args: Value) -> str:
        """Return a sentence for a place where Discord renders markdown.

        Strings are escaped unless they are ``Raw``, numbers are formatted for the language,
        aware datetimes become Discord timestamps, booleans are ``true`` or ``false`` for
        selectors. ``locale`` is Discord's (``de``, ``en-GB``); English stands in.
        Raises KeyError for an unknown key and CatalogueError where an argument is missing.
        """
        return self._format(key, locale, {name: _for_discord(arg) for name, arg in args.items()})

    def plain(self, key: str, locale: str = ENGLISH, **args: str | float) -> str:
        """Return a sentence with its arguments as they are.

        For places without markdown: HTML (which escapes itself), the command line, labels of
        buttons, titles of modals, names of files, footers and authors of embeds.
        Raises as ``say``, and TypeError for a datetime, which needs a zone to be written in.
        """
        return self._format(key, locale, {name: _for_anywhere(arg) for name, arg in args.items()})

    def _format(self, key: str, locale: str, args: dict[str, object]) -> str:
        message_id, _, attribute = key.partition(".")
        bundle = self._bundles[self._language_with(key, locale)]
        message = bundle.get_message(message_id)
        pattern = message.attributes[attribute] if attribute else message.value
        text, errors = bundle.format_pattern(pattern, args)  # type: ignore[arg-type]
        if errors:
            _refuse(key, locale, errors)
        return str(text)

    def _language_with(self, key: str, locale: str) -> str:
        for candidate in (locale, locale.partition("-")[0], ENGLISH):
            if key in self._keys.get(candidate, ()):
                return candidate
        raise KeyError(key)


def _refuse(key: str, locale: str, errors: list[Exception]) -> NoReturn:
    reasons = "; ".join(str(error) for error in errors)
    raise CatalogueError(f"the sentence {key!r} ({locale}) cannot be formatted: {reasons}")


def _for_discord(value: Value) -> object:
    if isinstance(value, datetime):
        return _Finished(timestamp(value))
    if isinstance(value, str):
        return _Finished(value) if isinstance(value, Raw) else _Text(value)
    return _for_anywhere(value)


def _for_anywhere(value: str | float) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _Finished(value)
    if isinstance(value, int | float):
        return value
    raise TypeError(f"a sentence takes text and numbers, not {type(value).__name__}")


def _parse(path: Path) -> Resource:
    resource = FluentParser().parse(path.read_text("utf-8"))
    seen: set[str] = set()
    for entry in resource.body:
        if isinstance(entry, Junk):
            line = (entry.content or "").strip().partition("\n")[0]
            problem = "; ".join(note.message for note in entry.annotations if note.message)
            raise CatalogueError(f"{path} is no Fluent catalogue at {line!r}: {problem}")
        if isinstance(entry, Message | Term):
            name = ("-" if isinstance(entry, Term) else "") + entry.id.name
            if name in seen:
                raise CatalogueError(f"{path} has {name!r} twice.")
            seen.add(name)
    return resource


def _keys(resource: Resource) -> set[str]:
    keys = set()
    for entry in resource.body:
        if isinstance(entry, Message):
            if entry.value is not None:
                keys.add(entry.id.name)
            keys |= {f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes}
    return keys


def _bundle(locale: str, resource: Resource) -> FluentBundle:
    bundle = FluentBundle([locale, ENGLISH], use_isolating=False)
    bundle.add_resource(resource)
    return bundle
