"""What no engine checks here: the container files agree with the repository and the code."""

from __future__ import annotations

import fnmatch
import importlib.metadata
import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.config import OpsSettings, load_settings
from bot.errors import ConfigError
from bot.ops.metrics import Metrics
from tests.bot.ops.deployed import DEPLOY, ROOT

Instruction = tuple[str, str]


def dockerfile() -> list[Instruction]:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [
        (word, rest)
        for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)
    ]


def stages() -> list[list[Instruction]]:
    found: list[list[Instruction]] = []
    for instruction in dockerfile():
        if instruction[0] == "FROM":
            found.append([])
        found[-1].append(instruction)
    return found


def last(word: str) -> str:
    return next(rest for name, rest in reversed(stages()[-1]) if name == word)


def environment() -> dict[str, str]:
    pairs = [
        pair.split("=", 1)
        for word, rest in stages()[-1]
        if word == "ENV"
        for pair in shlex.split(rest)
    ]
    return {pair[0]: pair[1] for pair in pairs}


def copied() -> list[str]:
    return [
        source
        for word, rest in dockerfile()
        if word == "COPY" and "--from=" not in rest
        for source in shlex.split(rest)[:-1]
    ]


def python_version() -> str:
    versions = {
        found[1]
        for word, rest in dockerfile()
        if word == "FROM" and (found := re.match(r"python:(\d+\.\d+)-slim\b", rest))
    }
    assert len(versions) == 1, "every stage uses the same Python"
    return versions.pop()


def ignored(path: str) -> bool:
    """Tell whether .dockerignore keeps ``path`` out: the last pattern that fits decides."""
    out = False
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!").removeprefix("**/")
        parents = [path, *(str(parent) for parent in Path(path).parents)]
        if any(fnmatch.fnmatch(item, pattern) for item in parents) or (
            line.startswith("**/") and fnmatch.fnmatch(Path(path).name, pattern)
        ):
            out = not line.startswith("!")
    return out


def compose() -> Any:
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


# -- Dockerfile ------------------------------------------------------------------------------


def test_the_image_is_built_in_two_stages() -> None:
    assert len(stages()) == 2


@pytest.mark.parametrize("source", copied())
def test_what_is_copied_exists_and_is_not_ignored(source: str) -> None:
    assert (ROOT / source).exists()
    assert not ignored(source)


@pytest.mark.parametrize(
    "path",
    ["config.toml", "secrets/steward_discord__token", "steward.db", ".git/config", "tests/x.py",
     "bot/__pycache__", "cogs/insights/__pycache__", "bot/clock.pyc", "requirements/dev.txt"],
)  # fmt: skip
def test_what_does_not_belong_into_the_image_stays_out(path: str) -> None:
    assert ignored(path)


def test_everything_the_code_needs_is_copied() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    # pyproject.toml holds Alembic's configuration.
    needed = {*packages["targets"]["wheel"]["packages"], "migrations", "pyproject.toml"}

    assert needed <= set(copied())


def test_dependencies_are_installed_by_hash() -> None:
    (install,) = [rest for word, rest in stages()[0] if word == "RUN" and "pip install" in rest]

    assert "--require-hashes" in install
    assert "--only-binary=:all:" in install


def test_it_does_not_run_as_root() -> None:
    user, _, group = last("USER").partition(":")

    assert user.isdigit()
    assert group.isdigit()
    assert "0" not in {user, group}
    words = [word for word, _ in stages()[-1]]
    assert words.index("USER") > max(at for at, word in enumerate(words) if word in {"RUN", "COPY"})


def test_the_database_lies_in_the_volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert load_settings().database_url == "sqlite:///steward.db"
    assert last("WORKDIR") == "/data" == last("VOLUME")


def test_the_image_sets_no_setting_that_an_operator_could_not_override() -> None:
    assert not [name for name in environment() if name.startswith("STEWARD_")]


def test_the_process_gets_its_signals_and_is_probed() -> None:
    assert json.loads(last("ENTRYPOINT")) == ["python", "-m", "bot"]
    assert json.loads(last("CMD")) == ["run"]
    assert last("STOPSIGNAL") == "SIGTERM"
    options, _, command = last("HEALTHCHECK").partition(" CMD ")
    assert "--start-period=" in options
    *_, module = json.loads(command)
    assert (ROOT / Path(*module.split("."))).with_suffix(".py").exists()


def test_no_secret_is_in_the_image() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8").lower()

    assert not re.search(r"token|password|secret(?!\s*files)", text)


def test_the_pinned_dependencies_are_whole_for_the_images_python() -> None:
    text = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    logical = re.sub(r"\\\n\s*", "", text)
    stripped = (line.strip() for line in logical.splitlines())
    lines = [line for line in stripped if line and not line.startswith(("#", "--"))]
    pinned = {
        canonicalize_name(requirement.name)
        for line in lines
        if applies(requirement := Requirement(line.partition(" --hash")[0]), {""})
    }

    assert all(" --hash=sha256:" in line for line in lines)
    assert closure() - pinned == set()


def applies(requirement: Requirement, extras: set[str]) -> bool:
    version = python_version()
    target = {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**target, "extra": extra}) for extra in extras)


def closure() -> set[str]:
    """All that must be installed, as far as the packages installed here can tell."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    queue = [Requirement(line) for line in project["dependencies"]]
    seen: set[tuple[str, frozenset[str]]] = set()
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        key = (name, frozenset(requirement.extras))
        if key in seen or not applies(requirement, {""}):
            continue
        seen.add(key)
        try:
            lines = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        inner = [Requirement(line) for line in lines]
        queue += [
            Requirement(strip_marker(item))
            for item in inner
            if applies(item, {"", *requirement.extras})
        ]
    return {name for name, _ in seen}


def strip_marker(requirement: Requirement) -> str:
    return str(requirement).partition(";")[0]


# -- compose.yaml ----------------------------------------------------------------------------


def test_compose_mounts_only_secrets_and_volumes_that_it_declares() -> None:
    file = compose()

    for service in file["services"].values():
        assert set(service["secrets"]) <= set(file["secrets"])
        assert {volume.partition(":")[0] for volume in service["volumes"]} <= set(file["volumes"])
        assert set(service["networks"]) - {"default"} <= set(file["networks"])
        assert service["restart"] == "unless-stopped"
    assert file["networks"]["storage"] == {"internal": True}


def test_compose_holds_the_bot_tight() -> None:
    bot = compose()["services"]["bot"]

    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert bot["tmpfs"] == ["/tmp:size=64m"]  # noqa: S108 - in the container
    assert "ports" not in bot
    assert (DEPLOY / bot["build"]["context"]).resolve() == ROOT


def test_compose_waits_for_a_healthy_postgresql_18() -> None:
    services = compose()["services"]

    assert services["bot"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    database = services["database"]
    assert database["image"] == "postgres:18"
    assert database["volumes"] == ["database-data:/var/lib/postgresql"]
    assert database["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert "POSTGRES_PASSWORD" not in database["environment"]
    assert "ports" not in database


def test_the_bot_accepts_what_compose_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = compose()["services"]["bot"]
    for name in bot["secrets"]:
        url = "postgresql://steward:pw@database:5432/steward"
        (tmp_path / name).write_text(f"{url if name.endswith('url') else 'a-token'}\n")
    monkeypatch.chdir(tmp_path)
    for name, value in bot["environment"].items():
        monkeypatch.setenv(name, value.replace("/run/secrets", str(tmp_path)))

    settings = load_settings()

    assert settings.discord.token is not None
    assert settings.discord.token.get_secret_value() == "a-token"
    assert settings.database_url == "postgresql://steward:pw@database:5432/steward"
    assert settings.ops.log_format == "json"


# -- documents -------------------------------------------------------------------------------


def documents() -> str:
    paths = [*sorted(DEPLOY.glob("*.*")), ROOT / "docs" / "operations.md"]
    return "\n".join(path.read_text("utf-8") for path in paths)


def test_the_documents_name_only_settings_that_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = set(re.findall(r"\bSTEWARD_[A-Z_]+[A-Z]\b", documents()))
    names -= {"STEWARD_CONFIG", "STEWARD_SECRETS_DIR"}
    for name in names:
        monkeypatch.setenv(name, "not-a-value")

    try:
        load_settings()
    except ConfigError as error:
        refused = str(error)
    else:
        refused = ""

    assert names
    assert "which is no setting" not in refused


def test_the_documents_name_only_keys_of_ops_that_exist() -> None:
    named = set(re.findall(r"\bops\.([a-z_]+)\b", documents()))

    assert named
    assert named <= set(OpsSettings.model_fields) | {"probe"}


def test_links_between_the_documents_lead_somewhere() -> None:
    for path in (DEPLOY / "README.md", ROOT / "docs" / "operations.md"):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / link).exists(), f"{path.name} links to {link}"


def test_every_metric_is_documented() -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    families = Metrics().registry.collect()
    suffix = {"counter": "_total"}
    names = {
        family.name + suffix.get(family.type, "")
        for family in families
        if family.name.startswith("steward_")
    }

    assert names == set(re.findall(r"`(steward_[a-z_]+)`", text)) - {"steward_discord__token"}
