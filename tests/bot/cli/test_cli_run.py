"""``run``: comes up, goes down cleanly, and says in a sentence why it cannot."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import discord
import pytest

from tests.bot.cli.conftest import Steward, rows
from tests.bot.cli.fake_discord import APPLICATION, FakeDiscord, Mood, discord_that

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def readiness(port: int) -> dict[str, object]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        answer: dict[str, object] = json.loads(connection.getresponse().read())
    except OSError:
        return {}
    else:
        return answer
    finally:
        connection.close()


# -- in this process: what cannot be ---------------------------------------------------------


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A token, no health endpoint, and discord.py's own addresses again afterwards."""
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    monkeypatch.setattr(
        discord.gateway.DiscordWebSocket,
        "DEFAULT_GATEWAY",
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY,
    )
    monkeypatch.setenv("STEWARD_DISCORD__TOKEN", TOKEN)
    monkeypatch.setenv("STEWARD_OPS__HEALTH", "false")
    monkeypatch.setenv("STEWARD_OPS__LOG_LEVEL", "ERROR")
    return monkeypatch


@pytest.mark.parametrize("token", [None, "", "  "])
def test_without_a_token(
    steward: Steward, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, token: str | None
) -> None:
    if token is not None:
        monkeypatch.setenv("STEWARD_DISCORD__TOKEN", token)

    outcome = steward("run")

    assert outcome.code == 2
    assert outcome.err == (
        "discord.token is not set. Put the bot's token into config.toml under [discord], or into "
        "the environment as STEWARD_DISCORD__TOKEN.\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("up_to_date")
@pytest.mark.parametrize(
    ("mood", "sentence"),
    [
        ("refuses-token", "Discord refuses the token: copy it again from the Developer Portal"),
        ("refuses-intents", "Discord refuses the intents: switch on Server Members and Message"),
        ("refuses-shards", "Discord ended the connection (code 4010): "),
        ("broken", "Discord cannot be used right now: it answered 418. Try again later."),
    ],
)
def test_what_discord_refuses_is_told(
    steward: Steward, configured: pytest.MonkeyPatch, mood: Mood, sentence: str
) -> None:
    with discord_that(mood) as fake:
        configured.setenv("STEWARD_DISCORD__API_BASE", fake.api_base)
        outcome = steward("run")

    assert outcome.code == 1
    assert sentence in outcome.err.splitlines()[-1]
    assert TOKEN not in outcome.err


@pytest.mark.usefixtures("up_to_date")
def test_an_address_where_nobody_is(steward: Steward, configured: pytest.MonkeyPatch) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    configured.setenv("STEWARD_DISCORD__API_BASE", address)

    outcome = steward("run")

    assert outcome.code == 1
    assert outcome.err.startswith(f"Discord cannot be reached at {address}: ")
    assert outcome.err.count("\n") == 1


def test_a_database_that_is_down_is_told_before_discord_is_asked(
    steward: Steward, configured: pytest.MonkeyPatch
) -> None:
    configured.setenv("STEWARD_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:9/steward")
    with discord_that() as fake:
        configured.setenv("STEWARD_DISCORD__API_BASE", fake.api_base)
        outcome = steward("run")

    assert outcome.code == 1
    assert outcome.err == (
        "The database steward on 127.0.0.1:9 cannot be opened: no server answers there.\n"
    )
    assert fake.asked == []


@pytest.mark.usefixtures("up_to_date")
def test_a_port_that_is_taken(steward: Steward, configured: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        configured.setenv("STEWARD_OPS__HEALTH", "true")
        configured.setenv("STEWARD_OPS__HEALTH_PORT", str(port))
        outcome = steward("run")

    assert outcome.code == 1
    assert f"port {port} on 127.0.0.1 is in use" in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.usefixtures("configured")
def test_shards_that_cannot_be(steward: Steward) -> None:
    outcome = steward("run", "--shards", "4/4")

    assert outcome.code == 2
    assert "discord.shards: given '4/4'; allowed: first-last/count" in outcome.err


def stop_when(ready: Callable[[], object]) -> threading.Thread:
    """Send this process SIGTERM once ``ready``; until then nobody handles it."""

    def wait() -> None:
        deadline = time.monotonic() + 30
        while not ready() and time.monotonic() < deadline:
            time.sleep(0.02)
        if ready():
            os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


@pytest.mark.usefixtures("up_to_date")
def test_the_gateways_address_wins_over_what_discord_names(
    steward: Steward, configured: pytest.MonkeyPatch
) -> None:
    port = free_port()
    configured.setenv("STEWARD_OPS__HEALTH", "true")
    configured.setenv("STEWARD_OPS__HEALTH_PORT", str(port))
    with discord_that(hidden_gateway=True) as fake:
        configured.setenv("STEWARD_DISCORD__API_BASE", f"{fake.api_base}/")
        configured.setenv("STEWARD_DISCORD__GATEWAY_URL", fake.gateway_url)
        stopping = stop_when(lambda: readiness(port).get("ready"))
        outcome = steward("run")
        stopping.join(30)

    assert outcome.code == 0
    assert fake.identified == [[0, 1]]


# -- as a process of its own -----------------------------------------------------------------


@contextmanager
def running(
    fake: FakeDiscord, database: Path, *words: str, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """Start the bot; it is killed where the test does not stop it."""
    process = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "bot", "run", *words],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "STEWARD_DATABASE_URL": f"sqlite:///{database}",
            "STEWARD_DISCORD__TOKEN": TOKEN,
            "STEWARD_DISCORD__API_BASE": fake.api_base,
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until(process: subprocess.Popen[str], true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < deadline, "it did not come up"
        time.sleep(0.05)


def stop(process: subprocess.Popen[str], number: signal.Signals) -> tuple[float, str]:
    """Send a signal; return the seconds until the process ended, and its stderr."""
    began = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    return time.monotonic() - began, err


def test_it_comes_up_and_ends_cleanly_on_sigterm(up_to_date: Path) -> None:
    port = free_port()
    with (
        discord_that() as fake,
        running(fake, up_to_date, STEWARD_OPS__HEALTH_PORT=str(port)) as process,
    ):
        wait_until(process, lambda: readiness(port).get("ready"))
        checks = readiness(port)["checks"]
        took_s, err = stop(process, signal.SIGTERM)

    assert checks == {"database": "ok", "gateway": "ok", "ledger": "ok"}
    assert f"PUT /applications/{APPLICATION}/commands" in fake.asked
    assert fake.identified == [[0, 1]]
    assert process.returncode == 0
    assert took_s < 5
    assert "Traceback" not in err
    assert TOKEN not in err
    keys = rows(up_to_date, "SELECT key FROM process_note")
    assert keys == [(f"commands:{APPLICATION}",)], "the tree is remembered as sent"


def test_shards_and_the_gateways_address_are_obeyed(up_to_date: Path) -> None:
    with (
        discord_that(hidden_gateway=True) as fake,
        running(
            fake,
            up_to_date,
            "--shards",
            "1/4",
            STEWARD_DISCORD__GATEWAY_URL=fake.gateway_url,
            STEWARD_OPS__HEALTH="false",
        ) as process,
    ):
        wait_until(process, lambda: fake.identified)
        took_s, err = stop(process, signal.SIGINT)

    assert fake.identified == [[1, 4]]
    assert process.returncode == 0
    assert took_s < 5
    assert "Traceback" not in err


def test_it_ends_cleanly_while_discord_does_not_answer(up_to_date: Path) -> None:
    with (
        discord_that("silent") as fake,
        running(fake, up_to_date, STEWARD_OPS__HEALTH="false") as process,
    ):
        wait_until(process, lambda: fake.asked)
        took_s, err = stop(process, signal.SIGTERM)

    assert process.returncode == 0
    assert took_s < 5
    assert "Traceback" not in err
