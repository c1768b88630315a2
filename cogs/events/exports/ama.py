"""The transcript of an AMA: a web page that stands alone, and Markdown."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.text.escape import escape
from cogs.events.domain.ama import Question, QuestionState
from cogs.events.domain.ama_desk import Standing, in_state
from cogs.events.service.ama_room import Desk
from cogs.events.texts import T

if TYPE_CHECKING:
    from jinja2 import Environment

# What gives a member a name; None is nobody who is known.
Names = Callable[[int | None], str]
_PARTS: Final = {
    "answered": (QuestionState.ANSWERED,),
    "later": (QuestionState.LATER,),
    "open": (QuestionState.APPROVED, QuestionState.SKIPPED),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as a transcript has it; texts as they were written."""

    number: int
    question: str
    asker: str
    votes: int
    also: tuple[str, ...]
    answer: str
    by: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a transcript holds: only what everybody may read, and nobody who is anonymous."""

    topic: str
    server: str
    host: str
    when: str
    about: str
    counts: str
    parts: tuple[tuple[str, tuple[Entry, ...]], ...]


async def transcript_files(desk: Desk, server: str, name: Names, locale: str) -> dict[str, bytes]:
    """Return the transcript as files by their names. Names are looked up here, at once."""
    made = transcript(desk, server, name, locale)
    stem = f"ama-{desk.ama.event_id}"
    # A thousand questions take a tenth of a second: too long for the loop.
    page = await asyncio.to_thread(html, made, locale)
    text = await asyncio.to_thread(markdown, made, locale)
    return {f"{stem}.html": page.encode(), f"{stem}.md": text.encode()}


def transcript(desk: Desk, server: str, name: Names, locale: str) -> Transcript:
    """Return what is told of an AMA."""
    found = []
    for part, states in _PARTS.items():
        those = in_state(desk.questions, *states)
        if part == "answered":
            those.sort(key=_answered)
        if those:
            entries = tuple(_entry(one, name, locale) for one in those)
            found.append((T.plain(f"ama-transcript-{part}", locale), entries))
    public = sum(len(entries) for _, entries in found)
    answered = len(in_state(desk.questions, QuestionState.ANSWERED))
    return Transcript(
        topic=desk.plan.name,
        server=server,
        host=name(desk.plan.host_id),
        when=_when(desk),
        about=desk.plan.description,
        counts=T.plain("ama-transcript-counts", locale, count=public, answered=answered),
        parts=tuple(found),
    )


def _answered(one: Standing) -> tuple[datetime, int]:
    return (one.question.answered_at or one.question.asked_at, one.number)


def _when(desk: Desk) -> str:
    at = desk.ama.opened_at or (desk.occurrence.starts_at if desk.occurrence else None)
    zone = ZoneInfo(desk.plan.zone)
    there = (at or desk.plan.created_at).astimezone(zone)
    return f"{there:%Y-%m-%d %H:%M} ({zone.key})"


def _entry(one: Standing, name: Names, locale: str) -> Entry:
    question = one.question
    answer = question.answer or T.plain(f"ama-transcript-is-{question.state.value}", locale)
    return Entry(
        number=one.number,
        question=question.shown,
        asker=_asker(question, name, locale),
        votes=one.votes,
        also=tuple(f"{each.shown} ({_asker(each, name, locale)})" for each in one.merged),
        answer=answer,
        by=name(question.answered_by) if question.answer else "",
    )


def _asker(question: Question, name: Names, locale: str) -> str:
    if question.author_id is None:
        return T.plain("ama-transcript-anonymous", locale)
    return name(question.author_id)


def html(made: Transcript, locale: str) -> str:
    """Return the transcript as one page: it loads nothing, runs nothing, prints on A4."""
    page = _environment().get_template("ama.html.j2")
    return page.render(
        made=made, t=partial(_say, locale), language=T.plain("ama-transcript-language", locale)
    )


def _say(locale: str, key: str, **args: str | float) -> str:
    return T.plain(key, locale, **args)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # The template engine takes 10 MB: it is loaded for the first page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=FileSystemLoader(Path(__file__).resolve().parent.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def markdown(made: Transcript, locale: str) -> str:
    """Return the transcript as Markdown (CommonMark)."""
    lines = [f"# {_line(made.topic)}", ""]
    lines += [f"{_line(made.server)} · {_line(made.host)} · {made.when}", ""]
    if made.about:
        lines += [_block(made.about), ""]
    lines += [made.counts, ""]
    for title, entries in made.parts:
        lines += [f"## {title}", ""]
        for one in entries:
            said = T.plain("ama-transcript-asked", locale, asker=_line(one.asker), count=one.votes)
            lines += [f"### {_line(one.question)}", "", f"*{said}*", ""]
            lines += [f"- {_line(also)}" for also in one.also]
            lines += [""] if one.also else []
            by = f"**{_line(one.by)}:** " if one.by else ""
            lines += [f"{by}{_block(one.answer)}", ""]
    return "\n".join(lines)


def _line(text: str) -> str:
    return _block(" ".join(text.split()))


# Beside what Discord knows: entities, and autolinks and HTML begin with "<", which is escaped.
_ENTITY = re.compile(r"&(?=#?\w)")


def _block(text: str) -> str:
    return _ENTITY.sub("\\\\&", escape(text))
