from __future__ import annotations

import asyncio
import runpy
import sys
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.config import OpsSettings
from bot.ops.health import HealthServer
from bot.ops.metrics import Metrics
from bot.ops.probe import main, probe


async def test_a_living_process_is_found_well() -> None:
    async with HealthServer("127.0.0.1", 0, Metrics(), SystemClock()) as server:
        settings = OpsSettings(health_host="0.0.0.0", health_port=server.port or 0)  # noqa: S104

        assert await asyncio.to_thread(probe, settings) is None


async def test_an_answer_other_than_200_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.ops.health._TURN_LIMIT_S", 0.0)
    async with HealthServer("127.0.0.1", 0, Metrics(), SystemClock()) as server:
        settings = OpsSettings(health_port=server.port or 0)

        assert await asyncio.to_thread(probe, settings) == "/healthz answered 503"


def test_silence_is_told() -> None:
    # Port 0 is never listened on.
    reason = probe(OpsSettings(health_port=0))

    assert reason is not None
    assert reason.startswith("no answer from 127.0.0.1, port 0: ")


def test_a_process_without_the_endpoint_counts_as_well() -> None:
    assert probe(OpsSettings(health=False)) is None


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("STEWARD_CONFIG", "STEWARD_SECRETS_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_exit_code_tells(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "config.toml").write_text("[ops]\nhealth = false\n")
    assert main() == 0

    (elsewhere / "config.toml").write_text("[ops]\nhealth_port = 0\n")
    assert main() == 1
    assert "no answer from" in capsys.readouterr().err


def test_a_broken_configuration_is_told(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "config.toml").write_text("[ops]\nhealth_prot = 1\n")

    assert main() == 1
    assert "ops.health_prot" in capsys.readouterr().err


def test_it_runs_as_a_module(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEWARD_OPS__HEALTH", "false")
    monkeypatch.delitem(sys.modules, "bot.ops.probe")

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("bot.ops.probe", run_name="__main__")

    assert ended.value.code == 0
