"""What a moderator is told after they acted."""

from __future__ import annotations

from bot.text.catalogue import Raw
from cogs.moderation.domain.actions import TOLD_BEFORE, Action, Dm, Outcome
from cogs.moderation.domain.case import Case
from cogs.moderation.embeds.cases import action_name, lasting
from cogs.moderation.texts import T


def acted_text(case: Case, strikes: int, followed: Case | None, locale: str) -> str:
    """Return what was and was not done, the member's strikes, and what followed."""
    member = Raw(f"<@{case.target_id}>")
    if case.outcome is not Outcome.DONE:
        sentences = [_not_done(case, member, locale)]
        if case.action in TOLD_BEFORE and case.dm is Dm.ARRIVED:
            sentences.append(T.say("told-in-vain", locale))
    else:
        ban_ends = case.action is Action.BAN and case.duration is not None
        sentences = [
            T.say(
                "done-ban-for" if ban_ends else f"done-{case.action}",
                locale,
                member=member,
                number=case.number,
                lasting=lasting(case.duration, locale),
            )
        ]
        if case.dm is not Dm.NONE:
            sentences.append(T.say(f"dm-{case.dm}", locale))
        if case.strikes:
            sentences.append(T.say("strikes-now", locale, count=strikes))
    if followed is not None:
        sentences.append(_followed(followed, locale))
    return " ".join(sentences)


def _not_done(case: Case, member: Raw, locale: str) -> str:
    key = "done-failed" if case.outcome is Outcome.FAILED else "done-interrupted"
    if case.outcome is Outcome.FAILED and not (case.failure or "?").startswith(("Discord ", "?")):
        key = "done-not"
    return T.say(
        key,
        locale,
        member=member,
        number=case.number,
        action=action_name(case, locale),
        why=case.failure or "?",
    )


def _followed(case: Case, locale: str) -> str:
    done = "followed" if case.duration is None else "followed-for"
    key = done if case.outcome is Outcome.DONE else "followed-not"
    return T.say(
        key,
        locale,
        number=case.number,
        action=action_name(case, locale),
        lasting=lasting(case.duration, locale),
        why=case.failure or "?",
    )
