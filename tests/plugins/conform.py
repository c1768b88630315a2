"""Holding what the bot sent over the wire against Discord's API description."""

from __future__ import annotations

from tests.conformance.checker import load_checker
from tests.wire.double import WireDouble


async def assert_conforms(double: WireDouble) -> None:
    """Fail where a body that the bot sent to ``double`` is one that Discord would refuse."""
    checker = load_checker()
    if checker is None:
        return
    rows = await double.call("requests", body=True)
    problems = [
        problem
        for row in rows
        if row["status"] < 400
        for problem in checker.problems(row["method"], row["path"], row["body"])
    ]
    assert rows
    assert not problems, "Discord would refuse: " + "; ".join(dict.fromkeys(problems))
