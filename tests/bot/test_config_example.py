"""config.example.toml is made from the settings, complete, and usable as it is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.config import field_of, keys, load_settings, settings_model
from bot.config_example import example

FILE = Path(__file__).resolve().parents[2] / "config.example.toml"


def test_the_file_is_the_generated_text() -> None:
    assert FILE.read_text("utf-8") == example(), "run: make generate"


def test_every_key_stands_in_it_with_its_description() -> None:
    text = example()

    for path in keys(settings_model()):
        name = path.rpartition(".")[2]
        field = field_of(settings_model(), path)
        assert re.search(
            rf"^# {re.escape(field.description)}\n(# )?{name} = ", text, re.MULTILINE
        ), path


def test_it_loads_and_says_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert load_settings(FILE).model_dump() == load_settings().model_dump()


def test_with_every_sample_taken_in_it_is_still_toml() -> None:
    taken = re.sub(r"^# (\w+ = )", r"\1", example(), flags=re.MULTILINE)

    values = tomllib.loads(taken)

    found = {
        f"{section}.{key}" if isinstance(inner, dict) else section
        for section, inner in values.items()
        for key in (inner if isinstance(inner, dict) else [""])
    }
    assert found == set(keys(settings_model()))
