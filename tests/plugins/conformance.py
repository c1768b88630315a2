"""Holds every request body that the bot sends in any test against Discord's API description."""

from __future__ import annotations

import pytest

from bot.demo.simulation import SimulatedDiscord
from tests.conformance.checker import MISSING, load_checker


def check_requests(sim: SimulatedDiscord) -> None:
    """Fail the test that sent something which Discord would refuse."""
    checker = load_checker()
    if checker is None:
        return
    problems = [
        problem
        for request in sim.requests
        for problem in checker.problems(request.method, request.path, request.json)
    ]
    if problems:
        raise AssertionError("Discord would refuse:\n  " + "\n  ".join(dict.fromkeys(problems)))


def pytest_configure() -> None:
    """Watch every simulation of the run."""
    if check_requests not in SimulatedDiscord.observers:
        SimulatedDiscord.observers.append(check_requests)


def pytest_unconfigure() -> None:
    """Stop watching."""
    if check_requests in SimulatedDiscord.observers:
        SimulatedDiscord.observers.remove(check_requests)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was checked; with -v, which routes how often."""
    checker = load_checker()
    if checker is None:
        terminalreporter.write_line(f"conformance: nothing checked, {MISSING}")
        return
    if not checker.routes:
        return
    terminalreporter.write_line(
        f"conformance: {checker.bodies} bodies on {len(checker.routes)} routes checked "
        "against Discord's API description"
    )
    if config.get_verbosity() > 0:
        for route, count in sorted(checker.routes.items()):
            terminalreporter.write_line(f"  {count:6} {route}")
