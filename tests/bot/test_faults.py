"""Faults: every one is counted, and enough of them is logged."""

from __future__ import annotations

import re

import pytest
from structlog.testing import capture_logs

from bot.faults import Faults, new_reference


def test_a_reference_is_short_and_new() -> None:
    references = {new_reference() for _ in range(100)}

    assert len(references) == 100
    assert all(re.fullmatch("[A-Z2-7]{8}", reference) for reference in references)


def test_what_fails_with_every_message_is_logged_once_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[str] = []
    faults = Faults(counted.append)
    now = 0.0
    monkeypatch.setattr("bot.faults.time.monotonic", lambda: now)

    with capture_logs() as logs:
        for _ in range(50):
            faults.note("gate failed", KeyError("x"), place="gate", part="spam", guild_id=1)
        faults.note("gate failed", KeyError("x"), place="gate", part="links")
        now = 61.0
        faults.note("gate failed", KeyError("x"), place="gate", part="spam", guild_id=1)

    assert counted == ["gate"] * 52
    assert [(entry["part"], entry["unlogged"]) for entry in logs] == [
        ("spam", 0),
        ("links", 0),
        ("spam", 49),
    ]
    assert len({entry["reference"] for entry in logs}) == 3
    assert logs[0]["exc_info"].args == ("x",)


def test_an_error_that_may_quote_somebody_is_named_alone() -> None:
    with capture_logs() as logs:
        Faults().note("enricher failed", ValueError("hi"), place="a", part="b", told=False)

    assert "hi" not in str(logs)
    assert logs[0]["error"] == "ValueError"
