"""Features are found in their folders; one that cannot be loaded stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import features
from bot.client import Steward, create_bot
from bot.config import settings_model
from bot.db import Base
from bot.errors import FeatureError
from bot.features import discover, load_models, load_room


@pytest.fixture
def cogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of features beside the real ones, which are not discovered."""
    folder = tmp_path / "cogs"
    folder.mkdir()
    monkeypatch.setattr(features, "COGS", folder)
    monkeypatch.setattr("cogs.__path__", [str(folder)])
    return folder


def feature(cogs: Path, name: str, **rooms: str) -> None:
    """Write a feature; its name must differ from test to test, for modules stay loaded."""
    (cogs / name).mkdir()
    for room, text in {"cog": "", **rooms}.items():
        (cogs / name / f"{room}.py").write_text(text)


def house(database_url: str) -> Steward:
    return create_bot(settings_model()(database_url=database_url))


def test_every_folder_with_a_cog_is_a_feature(cogs: Path) -> None:
    feature(cogs, "zebra")
    feature(cogs, "ant")
    (cogs / "not_a_feature").mkdir()
    (cogs / "cog.py").touch()

    assert discover() == ["ant", "zebra"]


def test_the_real_features_are_found() -> None:
    assert {"insights", "sentiment"} <= set(discover())


def test_rooms_that_are_not_there_are_none(cogs: Path) -> None:
    feature(cogs, "bare")

    assert load_room("bare", "models") is None
    assert load_room("bare", "cog") is not None


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("torn", "def (", "SyntaxError: "),
        ("needy", "import no_such_package", "ModuleNotFoundError: No module named"),
        ("angry", "raise RuntimeError('no')", "RuntimeError: no"),
    ],
)
def test_a_room_that_cannot_be_imported_is_told(
    cogs: Path, name: str, text: str, reason: str
) -> None:
    feature(cogs, name, settings=text)

    with pytest.raises(FeatureError) as caught:
        load_room(name, "settings")

    assert str(caught.value).startswith(
        f"The feature {name!r} cannot be loaded: cogs.{name}.settings raised {reason}"
    )


def test_a_package_that_cannot_be_imported_is_told(cogs: Path) -> None:
    feature(cogs, "broken_package", __init__="1 / 0")

    with pytest.raises(FeatureError, match=r"'broken_package' cannot be loaded: .* by zero"):
        load_room("broken_package", "models")


def test_the_metadata_is_whole() -> None:
    load_models()

    assert {"guild_setting", "process_note", "directory_guild", "job", "ledger_message"} <= set(
        Base.metadata.tables
    )


def test_every_module_of_the_kernel_with_tables_is_listed() -> None:
    kernel = features.COGS.parent / "bot"
    modules = {
        ".".join(path.relative_to(kernel.parent).with_suffix("").parts)
        for path in kernel.rglob("*.py")
        if "__tablename__ = " in path.read_text("utf-8")
    }

    assert modules == set(features.KERNEL_MODELS)


# -- the start -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rooms", "reason"),
    [
        ("import_fails", {"cog": "import no_such_package"}, "No module named 'no_such_package'"),
        ("syntax_fails", {"cog": "def ("}, "SyntaxError"),
        ("no_setup", {"cog": "x = 1"}, "'cogs.no_setup.cog'"),
        (
            "setup_fails",
            {"cog": "async def setup(bot):\n    raise ValueError('the lamp is out')\n"},
            "ValueError: the lamp is out",
        ),
    ],
)
async def test_a_feature_that_cannot_be_loaded_stops_the_start(
    cogs: Path, sqlite_url: str, name: str, rooms: dict[str, str], reason: str
) -> None:
    feature(cogs, name, **rooms)
    bot = house(sqlite_url)

    async with bot:
        with pytest.raises(FeatureError) as caught:
            await bot.open()

        assert not bot.is_open
    assert str(caught.value).startswith(f"The feature {name!r} cannot be loaded: ")
    assert reason in str(caught.value)
    assert str(caught.value).endswith(f"Mend it or remove cogs/{name}.")


async def test_a_feature_that_can_be_loaded_is_there(cogs: Path, sqlite_url: str) -> None:
    feature(cogs, "fine", cog="async def setup(bot):\n    bot.ports.provide(int, 42)\n")
    bot = house(sqlite_url)

    async with bot:
        await bot.open()

        assert bot.ports.get(int) == 42
