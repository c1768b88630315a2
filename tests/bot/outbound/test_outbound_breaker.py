"""The breaker: when it opens, probes and closes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ManualClock
from bot.outbound import Action, Breaker
from bot.outbound.actions import action_of
from bot.outbound.breaker import Route

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)
SEND = Route(1, "POST", "/channels/{channel_id}/messages")
MISSING = 50013


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def breaker(clock: ManualClock) -> Breaker:
    return Breaker(clock)


def ask(breaker: Breaker, refused: int | None, route: Route = SEND) -> bool:
    """Return whether Discord was asked; it answers ``refused``."""
    who = object()
    if breaker.refuses(route, who) is not None:
        return False
    breaker.answered(route, who, refused)
    return True


def test_five_refusals_in_a_row_open_it(breaker: Breaker) -> None:
    assert [ask(breaker, MISSING) for _ in range(50)] == [True] * 5 + [False] * 45
    (refusal,) = breaker.refusals(1)
    assert (refusal.action, refusal.code) == (Action.SEND, MISSING)
    assert refusal.again_at == NOON + TEN_MINUTES


def test_a_success_between_keeps_it_shut(breaker: Breaker) -> None:
    for answer in ([MISSING] * 4 + [None]) * 3:
        assert ask(breaker, answer)
    assert breaker.refusals(1) == []


def test_other_guilds_and_actions_are_not_meant(breaker: Breaker) -> None:
    for _ in range(5):
        ask(breaker, MISSING)
    assert ask(breaker, None, Route(2, SEND.method, SEND.template))
    assert ask(breaker, None, Route(1, "GET", SEND.template))
    assert breaker.refusals(2) == []


def test_after_the_cool_down_one_request_tries(breaker: Breaker, clock: ManualClock) -> None:
    for _ in range(5):
        ask(breaker, MISSING)
    clock.set(NOON + TEN_MINUTES)
    probe = object()
    assert breaker.refuses(SEND, probe) is None
    assert breaker.refuses(SEND, probe) is None
    assert breaker.refuses(SEND, object()) == MISSING
    breaker.answered(SEND, probe, MISSING)
    assert not ask(breaker, None)
    clock.set(NOON + 2 * TEN_MINUTES)
    assert ask(breaker, None)
    assert breaker.refusals(1) == []


def test_a_probe_that_failed_otherwise_gives_way_to_the_next(
    breaker: Breaker, clock: ManualClock
) -> None:
    for _ in range(5):
        ask(breaker, MISSING)
    clock.set(NOON + TEN_MINUTES)
    lost = object()
    assert breaker.refuses(SEND, lost) is None
    breaker.ended(SEND, lost)
    assert ask(breaker, None)


def test_changed_permissions_close_it_at_once(breaker: Breaker) -> None:
    for _ in range(5):
        ask(breaker, MISSING)
    breaker.mend(2)
    assert not ask(breaker, None)
    breaker.mend(1)
    assert ask(breaker, None)


@pytest.mark.parametrize(
    ("asked", "action"),
    [
        ("POST /channels/{channel_id}/messages", Action.SEND),
        ("GET /channels/{channel_id}/messages", Action.READ),
        ("PATCH /channels/{channel_id}/messages/{message_id}", Action.EDIT),
        ("DELETE /channels/{channel_id}/messages/{message_id}", Action.DELETE),
        ("POST /channels/{channel_id}/messages/bulk-delete", Action.DELETE),
        (
            "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me",
            Action.REACT,
        ),
        ("POST /channels/{channel_id}/messages/{message_id}/threads", Action.THREADS),
        ("PATCH /channels/{channel_id}", Action.CHANNELS),
        ("PATCH /guilds/{guild_id}/members/{user_id}", Action.MEMBERS),
        ("DELETE /guilds/{guild_id}/members/{user_id}", Action.KICK),
        ("PUT /guilds/{guild_id}/bans/{user_id}", Action.BAN),
        ("PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}", Action.ROLES),
        ("POST /guilds/{guild_id}/scheduled-events", Action.EVENTS),
        ("GET /guilds/{guild_id}/audit-logs", Action.AUDIT),
        ("GET /guilds/{guild_id}/templates", Action.OTHER),
    ],
)
def test_requests_are_told_in_words(asked: str, action: Action) -> None:
    method, template = asked.split(" ")
    assert action_of(method, template) is action
