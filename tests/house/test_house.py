"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from pydantic import BaseModel
from sqlalchemy import Table

from bot.config import Section, settings_model
from bot.db import Base
from bot.features import COGS, discover, load_models
from bot.guild_settings import guild_models
from tests.house.house import ROOT, calls, dotted, kept_files, shown, sources, syntax

MOST_LINES = 400
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


# -- walls and rooms -------------------------------------------------------------------------


def test_the_walls_stand() -> None:
    # In a process of its own: it silences every logger that there is.
    lint = (
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    )

    answer = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_moderation_never_looks_at_sentiment() -> None:
    """Nobody is punished for a mood: moderation can neither score a text nor read a score."""
    found = []
    for path in sources():
        if "moderation" not in path.parts:
            continue
        for node in ast.walk(syntax(path)):
            names = {
                *([node.attr] if isinstance(node, ast.Attribute) else []),
                *([node.id] if isinstance(node, ast.Name) else []),
                *([node.arg or ""] if isinstance(node, ast.keyword) else []),
                *([node.module or ""] if isinstance(node, ast.ImportFrom) else []),
                *([one.name for one in node.names] if isinstance(node, ast.Import) else []),
            }
            parts = {part.lower() for name in names for part in name.split(".")}
            if parts & {"sentiment", "score", "scored", "compound", "vadersentiment", "enrich"}:
                found.append(shown(path, node))

    assert found == []


def test_the_walls_are_built_for_every_feature() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (rooms,) = [contract for contract in contracts if contract["type"] == "layers"]

    assert sorted(rooms["containers"]) == [f"cogs.{feature}" for feature in discover()]
    assert rooms["exhaustive"]


def test_every_feature_is_whole() -> None:
    folders = {path.name for path in COGS.iterdir() if path.is_dir() and path.name[0] not in "_."}

    assert folders == set(discover()), "a folder without cog.py is no feature"
    for feature in discover():
        readme = (COGS / feature / "README.md").read_text("utf-8")
        assert readme.startswith("# "), feature
        assert len(readme.splitlines()) <= 100, f"{feature}: half a page"


def test_what_few_need_is_not_loaded_at_start() -> None:
    features = [f"cogs.{feature}.cog" for feature in discover()]
    heavy = {"alembic", "matplotlib", "numpy", "jinja2", "fasttext", "requests"}
    question = (
        f"import sys, bot.cli.app, {', '.join(features)}; print(*({heavy} & {{*sys.modules}}))"
    )

    answer = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == []


def test_no_file_is_long() -> None:
    long = {
        shown(path): lines
        for path in sources()
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }

    assert not long


# -- settings --------------------------------------------------------------------------------


def sections(model: type[BaseModel]) -> list[type[BaseModel]]:
    found = [model]
    for field in model.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            found += sections(field.annotation)
    return found


def test_every_setting_is_documented() -> None:
    bare = [
        f"{model.__name__}.{name}"
        for model in [*sections(settings_model()), *guild_models()]
        for name, field in model.model_fields.items()
        if not (isinstance(field.annotation, type) and issubclass(field.annotation, Section))
        and not (field.description or "").endswith(".")
    ]

    assert not bare


def test_every_section_of_settings_is_documented() -> None:
    assert all(model.__doc__ for model in [*sections(settings_model()), *guild_models()])


def test_per_server_settings_have_sections_and_defaults_of_their_own() -> None:
    models = guild_models()

    assert len({model.section for model in models}) == len(models)
    for model in models:
        assert model() == model.model_validate(model().model_dump(mode="json"))


# -- tables ----------------------------------------------------------------------------------


def tables() -> list[Table]:
    load_models()
    return list(Base.metadata.sorted_tables)


def test_every_key_begins_with_the_guild() -> None:
    for table in tables():
        assert next(iter(table.primary_key.columns)).name == "guild_id", table.name


def test_whatever_is_unique_is_unique_within_a_guild() -> None:
    for table in tables():
        unique = [index for index in table.indexes if index.unique]
        unique += [c for c in table.constraints if type(c).__name__ == "UniqueConstraint"]  # type: ignore[misc]
        for rule in unique:
            assert "guild_id" in rule.columns, f"{table.name}: {rule.name}"


def test_only_snowflakes_cross_between_tables() -> None:
    assert not [table.name for table in tables() if table.foreign_keys]


def test_a_features_tables_bear_its_name() -> None:
    owners = {
        mapper.local_table.name: mapper.class_.__module__  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
    }

    for name, module in owners.items():
        if module.startswith("cogs."):
            assert name.startswith(module.split(".")[1] + "_"), name


# -- code ------------------------------------------------------------------------------------


def public(node: ast.AST, *, top: bool = True) -> list[ast.AST]:
    """Return the public functions, classes and methods below ``node``, but those in functions."""
    found: list[ast.AST] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if child.name.startswith("_") or "overload" in map(dotted, child.decorator_list):
                continue
            found.append(child)
        if isinstance(child, ast.ClassDef):
            found += public(child, top=False)
    return found


def test_everything_public_says_what_it_is() -> None:
    bare = [
        shown(path, node)
        for path in sources()
        for node in [syntax(path), *public(syntax(path))]
        if not ast.get_docstring(node)  # type: ignore[arg-type]
        and (path.name != "__init__.py" or path.stat().st_size)
    ]

    assert not bare


CLOCKS = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime)"
    r"|utils\.utcnow)$"
)


def test_only_the_clock_asks_for_the_time() -> None:
    asked = [
        f"{shown(path, call)} {name}"
        for path in sources()
        if path != ROOT / "bot" / "clock.py"
        for name, call in calls(syntax(path))
        if CLOCKS.search(name)
    ]

    assert not asked


def test_nothing_is_printed() -> None:
    assert not [
        shown(path, call)
        for path in sources()
        for name, call in calls(syntax(path))
        if name == "print"
    ]


def test_every_package_of_the_application_has_its_mark() -> None:
    folders = {path.parent for path in sources()}

    assert not [shown(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_no_test_folder_shadows_a_package() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


# -- the repository --------------------------------------------------------------------------

# In pieces, so that this file does not find itself.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "/sim" + "ple/"]
OWN_PLACES = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "C:" + "\\"]
INDEX = re.compile(r"(?<!emit-)(?<!no-)(extra-)?in" + r"dex-url|find-" + "links|trusted-" + "host")


@pytest.mark.skipif(not shutil.which("git"), reason="needs git to tell which files are kept")
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the repository")
def test_no_file_names_an_index_or_a_place_on_one_machine() -> None:
    found = []
    for path in kept_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if INDEX.search(line) or any(word in line for word in REGISTRIES + OWN_PLACES):
                found.append(f"{shown(path)}:{number}: {line.strip()[:120]}")

    assert not found
