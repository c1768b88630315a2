"""Many cases in one message of the mod log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Final

import discord

from bot.text.catalogue import Raw
from bot.text.truncate import truncate
from bot.ui.embeds import CAUTION, EmbedBuilder
from cogs.moderation.domain.actions import Outcome
from cogs.moderation.domain.case import Case
from cogs.moderation.embeds.cases import action_name, moderator
from cogs.moderation.texts import T

# What fits a message, however many groups they are.
_ON_A_PAGE: Final = 30
_REASON: Final = 60


def pages_of(batch: Sequence[Case]) -> list[Sequence[Case]]:
    """Return the cases of a batch, page by page; what is alike stands together."""
    alike: dict[Hashable, list[Case]] = defaultdict(list)
    for case in batch:
        alike[_kind(case)].append(case)
    ordered = [case for cases in alike.values() for case in cases]
    return [ordered[at : at + _ON_A_PAGE] for at in range(0, len(ordered), _ON_A_PAGE)]


def batch_embed(page: Sequence[Case], locale: str) -> discord.Embed:
    """Return a page of a batch: each kind with its reason, and who it was about."""
    alike: dict[Hashable, list[Case]] = defaultdict(list)
    for case in page:
        alike[_kind(case)].append(case)
    lines = [_group(cases, locale) for cases in alike.values()]
    title = T.plain("batch-title", locale, count=len(page))
    builder = EmbedBuilder(
        title, "\n".join(lines), colour=CAUTION, timestamp=page[0].created_at, locale=locale
    )
    return builder.footer(T.plain("batch-footer", locale)).build()


def _kind(case: Case) -> Hashable:
    # Reasons may be changed later: what stands together does not depend on them.
    return case.action, case.moderator_id, case.source


def _group(cases: list[Case], locale: str) -> str:
    reasons = dict.fromkeys(" ".join(case.reason.split()) for case in cases)
    first = next(iter(reasons), "")
    head = T.say(
        "batch-group" if len(reasons) == 1 else "batch-group-mixed",
        locale,
        action=action_name(cases[0], locale),
        count=len(cases),
        moderator=Raw(moderator(cases[0], locale)),
        reason=truncate(first, _REASON) if first else T.plain("reason-none", locale),
    )
    return f"{head}\n{', '.join(_one(case, locale) for case in cases)}"


def _one(case: Case, locale: str) -> str:
    text = f"#{case.number}"
    # A raid or a lockdown is about nobody, and about no single channel.
    if case.target_id is not None:
        text += f" <@{case.target_id}>"
    elif case.channel_id is not None:
        text += f" <#{case.channel_id}>"
    if case.voided_at is not None:
        return f"~~{text}~~"
    if case.outcome is not Outcome.DONE:
        return f"{text} ({T.plain('batch-not-done', locale)})"
    return text
