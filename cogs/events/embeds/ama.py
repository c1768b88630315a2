"""How an AMA looks: its board, the moderators' queue, the host's view, and what askers are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import discord

from bot.text.catalogue import Raw, timestamp
from bot.text.escape import escape
from bot.text.truncate import truncate
from bot.ui.embeds import CAUTION, GOOD, NEUTRAL, QUIET, EmbedBuilder
from cogs.events.domain.ama import AmaState, Question, QuestionState
from cogs.events.domain.ama_desk import Alike, Standing, in_state
from cogs.events.service.ama_closing import News
from cogs.events.service.ama_room import Desk
from cogs.events.service.ama_stage import next_up
from cogs.events.texts import T

PAGE: Final = 25
_ON_BOARD: Final = 10
_ANSWERED_ON_BOARD: Final = 3
_LINE: Final = 160
_GIST: Final = 240
_TOLD_ANSWER: Final = 700
_TOLD_QUESTION: Final = 240
_MERGED_SHOWN: Final = 5
_COLOURS: Final = {AmaState.COLLECTING: NEUTRAL, AmaState.LIVE: GOOD, AmaState.CLOSED: QUIET}


def gist(text: str, limit: int = _LINE) -> Raw:
    """Return the beginning of what somebody wrote in one line, made harmless."""
    return Raw(escape(truncate(" ".join(text.split()), limit)))


def host_text(desk: Desk, locale: str) -> Raw:
    """Return who answers, as people read it."""
    host = desk.plan.host_id
    return Raw(f"<@{host}>") if host is not None else Raw(T.say("ama-somebody", locale))


def asker_text(question: Question, locale: str) -> str:
    """Return who asked, as far as anybody may know."""
    if question.author_id is None:
        return T.say("ama-asked-anonymously", locale)
    return f"<@{question.author_id}>"


def outcome_text(question: Question, locale: str, limit: int = _GIST) -> str:
    """Return what became of a question, an answer shortened to ``limit``."""
    if question.state is QuestionState.ANSWERED and question.answer:
        return T.say("ama-outcome-written", locale, answer=gist(question.answer, limit))
    return T.say(f"ama-outcome-{question.state.value}", locale)


# -- for everybody -----------------------------------------------------------------------------


def board_embed(desk: Desk, locale: str) -> discord.Embed:
    """Return the board: who answers when, what is wanted most, what was answered last."""
    waiting = in_state(desk.questions, QuestionState.APPROVED)
    parts = [_about(desk, locale), T.say(f"ama-board-{_phase(desk)}", locale)]
    if waiting:
        lines = [_board_line(one, locale) for one in waiting[:_ON_BOARD]]
        if (more := len(waiting) - _ON_BOARD) > 0:
            lines.append(T.say("ama-board-more", locale, count=more))
        parts.append("\n".join([T.say("ama-board-wanted", locale), *lines]))
    elif desk.is_on:
        parts.append(T.say("ama-board-empty", locale))
    answered = sorted(
        in_state(desk.questions, QuestionState.ANSWERED),
        key=lambda one: (one.question.answered_at or one.question.asked_at, one.number),
    )
    if answered:
        lines = [
            f"**{gist(one.question.shown)}**\n{outcome_text(one.question, locale)}"
            for one in answered[-_ANSWERED_ON_BOARD:][::-1]
        ]
        heading = T.say("ama-board-answered", locale, count=len(answered))
        parts.append("\n".join([heading, *lines]))
    title = T.plain("ama-board-title", locale, topic=desk.plan.name)
    builder = EmbedBuilder(
        title, "\n\n".join(parts), colour=_COLOURS[desk.ama.state], locale=locale
    )
    pending = len(in_state(desk.questions, QuestionState.PENDING))
    if desk.is_on:
        builder.footer(T.plain("ama-board-footer", locale, count=pending))
    return builder.build()


def _phase(desk: Desk) -> str:
    return desk.ama.state.value if desk.is_on or desk.ama.state is AmaState.CLOSED else "cancelled"


def _about(desk: Desk, locale: str) -> str:
    start = desk.occurrence.starts_at if desk.occurrence is not None else desk.plan.created_at
    host = host_text(desk, locale)
    return T.say("ama-board-host", locale, host=host, at=start, soon=timestamp(start, "R"))


def _board_line(one: Standing, locale: str) -> str:
    pinned = "pinned" if one.question.pinned_at is not None else "free"
    return T.say(f"ama-board-line-{pinned}", locale, count=one.votes, text=gist(one.question.shown))


def answer_embed(desk: Desk, question: Question, locale: str) -> discord.Embed:
    """Return a written answer, as everybody sees it when it is given."""
    by = Raw(f"<@{question.answered_by}>") if question.answered_by else host_text(desk, locale)
    text = T.say(
        "ama-answer-shown",
        locale,
        question=gist(question.shown, 1_000),
        answer=Raw(escape(question.answer or "")),
        asker=Raw(asker_text(question, locale)),
        host=by,
    )
    return EmbedBuilder("", text, colour=GOOD, locale=locale).build()


def closing_embed(desk: Desk, locale: str) -> discord.Embed:
    """Return what stands above the transcript."""
    answered = len(in_state(desk.questions, QuestionState.ANSWERED))
    promised = len(in_state(desk.questions, QuestionState.LATER))
    text = T.say("ama-closing-text", locale, host=host_text(desk, locale), count=answered)
    if promised:
        text = f"{text}\n{T.say('ama-closing-promised', locale, count=promised)}"
    title = T.plain("ama-closing-title", locale, topic=desk.plan.name)
    return EmbedBuilder(title, text, colour=QUIET, locale=locale).build()


def ballot_embed(desk: Desk, mine: frozenset[int], page: int, locale: str) -> discord.Embed:
    """Return the questions to be voted for, with those that the member voted for."""
    those = in_state(desk.questions, QuestionState.APPROVED)
    shown = those[page * PAGE : (page + 1) * PAGE]
    lines = [
        T.say(
            f"ama-ballot-{'mine' if one.number in mine else 'other'}",
            locale,
            count=one.votes,
            text=gist(one.question.shown, 110),
        )
        for one in shown
    ]
    text = "\n".join([T.say("ama-ballot-how", locale), "", *lines]) if lines else ""
    title = T.plain("ama-ballot-title", locale)
    return EmbedBuilder(title, text or T.say("ama-ballot-empty", locale), locale=locale).build()


# -- for moderators and hosts ------------------------------------------------------------------


def queue_embed(desk: Desk, page: int, locale: str) -> discord.Embed:
    """Return what waits for moderators, and how many questions are where."""
    waiting = in_state(desk.questions, QuestionState.PENDING)
    waiting.sort(key=lambda one: one.number)
    parts = [
        T.say(
            "ama-queue-counts",
            locale,
            **{
                state.value: len(in_state(desk.questions, state))
                for state in QuestionState
                if state is not QuestionState.LATER
            },
        )
    ]
    lines, known = [], Alike(desk.questions)
    for one in waiting[page * PAGE : (page + 1) * PAGE]:
        asker = Raw(asker_text(one.question, locale))
        line = T.say(
            "ama-queue-line",
            locale,
            number=one.number,
            text=gist(one.question.shown, 110),
            asker=asker,
        )
        if alike := known.to(one.question):
            line = T.say("ama-queue-line-alike", locale, line=Raw(line), number=alike[0].number)
        lines.append(line)
    parts.append("\n".join(lines) or T.say("ama-queue-empty", locale))
    title = T.plain("ama-queue-title", locale, topic=desk.plan.name)
    colour = CAUTION if waiting else NEUTRAL
    return EmbedBuilder(title, "\n\n".join(parts), colour=colour, locale=locale).build()


def card_embed(
    desk: Desk, question: Question, alike: Sequence[Standing], locale: str
) -> discord.Embed:
    """Return one question for moderators, with what seems to ask the same."""
    one = desk.find(question.number)
    title = T.plain("ama-card-title", locale, number=question.number)
    builder = EmbedBuilder(title, escape(question.shown), locale=locale)
    builder.field(T.plain("ama-card-asker", locale), asker_text(question, locale), inline=True)
    state = T.say(f"ama-card-{question.state.value}", locale)
    if question.merged_into is not None:
        state = T.say("ama-card-merged-into", locale, number=question.merged_into)
    builder.field(T.plain("ama-card-state", locale), state, inline=True)
    if one is not None:
        builder.field(T.plain("ama-card-votes", locale), str(one.votes), inline=True)
    if question.wording is not None:
        builder.field(T.plain("ama-card-as-asked", locale), gist(question.text, 500))
    if question.reason:
        builder.field(T.plain("ama-card-reason", locale), escape(question.reason))
    if one is not None and one.merged:
        builder.field(T.plain("ama-card-merged", locale), _listed(one.merged, locale))
    if one is not None and alike:
        lines = [
            T.say("ama-card-alike-line", locale, number=each.number, text=gist(each.question.shown))
            for each in alike
        ]
        builder.field(T.plain("ama-card-alike", locale), "\n".join(lines))
    if question.blocked:
        builder.footer(T.plain("ama-card-blocked", locale))
    return builder.build()


def _listed(those: Sequence[Question], locale: str) -> str:
    lines = [
        T.say("ama-card-alike-line", locale, number=each.number, text=gist(each.shown))
        for each in those[:_MERGED_SHOWN]
    ]
    if (more := len(those) - _MERGED_SHOWN) > 0:
        lines.append(T.say("ama-card-more", locale, count=more))
    return "\n".join(lines)


def host_embed(desk: Desk, locale: str) -> discord.Embed:
    """Return the question that comes next, for the host."""
    one = next_up(desk)
    if one is None:
        key = "ama-host-none-closed" if desk.ama.state is AmaState.CLOSED else "ama-host-none"
        return EmbedBuilder(
            T.plain("ama-host-title", locale), T.say(key, locale), locale=locale
        ).build()
    waiting = len(in_state(desk.questions, QuestionState.APPROVED))
    promised = len(in_state(desk.questions, QuestionState.LATER))
    title = T.plain(f"ama-host-next-{one.question.state.value}", locale, number=one.number)
    builder = EmbedBuilder(title, escape(one.question.shown), colour=GOOD, locale=locale)
    asker = asker_text(one.question, locale)
    builder.field(T.plain("ama-card-asker", locale), asker, inline=True)
    builder.field(T.plain("ama-card-votes", locale), str(one.votes), inline=True)
    if one.merged:
        builder.field(T.plain("ama-host-merged", locale), _listed(one.merged, locale))
    builder.footer(T.plain("ama-host-footer", locale, waiting=waiting, promised=promised))
    return builder.build()


# -- for who asked -----------------------------------------------------------------------------


def news_embed(
    news: News, pairs: Iterable[tuple[Question, Standing]], server: str, link: str, locale: str
) -> discord.Embed:
    """Return what an asker is told of these of their questions."""
    lines = []
    for question, stands in pairs:
        asked = T.say("ama-news-asked", locale, text=gist(question.text, _TOLD_QUESTION))
        told = stands.question
        if told.state is QuestionState.REJECTED:
            outcome = T.say("ama-news-rejected", locale, reason=told.reason or "–")
        else:
            outcome = outcome_text(told, locale, _TOLD_ANSWER)
        lines.append(f"{asked}\n{outcome}")
    if link:
        lines.append(T.say("ama-news-link", locale, link=Raw(link)))
    title = T.plain("ama-news-title", locale, topic=news.desk.plan.name, server=server)
    return EmbedBuilder(title, "\n\n".join(lines), locale=locale).build()
