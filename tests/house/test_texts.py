"""Every sentence that the code says is in the catalogue, and every one there is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.text.catalogue import Catalogue
from tests.house.house import ROOT, calls, shown, sources, syntax

LOCALES = sorted(path for name in ("bot", "cogs") for path in (ROOT / name).rglob("locale"))
SAYING = re.compile(r"(^|\.)T\.(say|plain)$")
BEGINNING = re.compile(r"[a-z][a-z0-9-]*-")
TEMPLATE = re.compile(r"""\bt\(\s*["']([\w.-]+)["']\s*(~)?""")
# These ask each feature for its own words: for its jobs, and for what is kept of a member.
ASKING = [ROOT / "bot" / "features.py", ROOT / "cogs" / "privacy" / "formats.py"]
REFERENCE = re.compile(r"\{\s*([a-z][\w.-]*)\s*\}")


def package_of(locale: Path) -> list[Path]:
    return [path for path in sources() if locale.parent in path.parents]


def said(path: Path) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Give every call of a catalogue in a file, with the key that it names."""
    for name, call in calls(syntax(path)):
        if SAYING.search(name) and call.args:
            yield call, call.args[0]


def pattern_of(key: ast.expr) -> re.Pattern[str] | None:
    """Return what keys an expression can name: a constant, or an f-string's fixed parts."""
    if isinstance(key, ast.Constant):
        return re.compile(re.escape(str(key.value)))
    if isinstance(key, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+"
            for part in key.values
        ]
        return re.compile("".join(parts))
    if isinstance(key, ast.IfExp):
        both = [pattern_of(key.body), pattern_of(key.orelse)]
        return re.compile("|".join(found.pattern for found in both if found))
    return None


def texts_of(path: Path) -> set[str]:
    """Return every string in a file: keys travel as values, too."""
    return {
        node.value
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def built_in(path: Path) -> Iterator[re.Pattern[str]]:
    """Give what the f-strings of a file that begin like a key can name."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            begins = str(node.values[0].value)
            if BEGINNING.fullmatch(begins) and (pattern := pattern_of(node)) is not None:
                yield pattern


def in_templates(package: Path) -> Iterator[re.Pattern[str]]:
    """Give what the templates of a package name: ``t("key")`` and ``t("begins-" ~ with)``."""
    for template in package.rglob("*.j2"):
        for key, goes_on in TEMPLATE.findall(template.read_text("utf-8")):
            yield re.compile(re.escape(key) + (r"[\w.-]+" if goes_on else ""))


@pytest.mark.parametrize("locale", LOCALES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_said_is_in_the_catalogue(locale: Path) -> None:
    keys = Catalogue(locale).keys()

    missing = [
        f"{shown(path, call)}: {pattern.pattern}"
        for path in package_of(locale)
        for call, key in said(path)
        if (pattern := pattern_of(key)) is not None
        and not any(pattern.fullmatch(known) for known in keys)
    ]
    missing += [
        pattern.pattern
        for pattern in in_templates(locale.parent)
        if not any(pattern.fullmatch(known) for known in keys)
    ]

    assert not missing


@pytest.mark.parametrize("locale", LOCALES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_in_the_catalogue_is_said(locale: Path) -> None:
    keys = Catalogue(locale).keys()
    files = package_of(locale)
    patterns = [pattern for path in [*files, *ASKING] for pattern in built_in(path)]
    patterns += in_templates(locale.parent)
    named = {text for path in files for text in texts_of(path)}
    referred = set(REFERENCE.findall((locale / "en.ftl").read_text("utf-8")))

    idle = [
        key
        for key in keys - named - referred
        if not any(pattern.fullmatch(key) for pattern in patterns)
    ]

    assert not sorted(idle)


def test_every_feature_with_sentences_has_english() -> None:
    assert LOCALES
    assert all((locale / "en.ftl").exists() for locale in LOCALES)
