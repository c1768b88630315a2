"""``report``, ``rebuild`` and ``forget``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.cli.conftest import GUILD, Steward, content_of, document, rows, write

ROOT = Path(__file__).resolve().parents[3]
WEEK = ("--guild", GUILD, "--week", "2020-W10")


@pytest.fixture(scope="module")
def imported(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with four weeks of a community, to be copied."""
    folder = tmp_path_factory.mktemp("imported")
    database = folder / "steward.db"
    shutil.copy(sqlite_template, database)
    export = write(folder / "gophers.json", document())
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "bot", "import", str(export)],
        cwd=ROOT,
        env={"STEWARD_DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    return database


@pytest.fixture
def community(imported: Path, tmp_path: Path) -> Path:
    """The database that ``steward`` uses, with four weeks of a community."""
    return Path(shutil.copy(imported, tmp_path / "steward.db"))


def files(folder: Path) -> set[str]:
    """Return the files but those of the database."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("steward.db")
    }


@pytest.mark.long
@pytest.mark.usefixtures("community")
def test_the_report_of_a_week_in_every_form(steward: Steward, tmp_path: Path) -> None:
    outcome = steward(
        "report", *WEEK, "--zone", "UTC", "--json", "out/report.json", "--html", "report.html",
        "--csv", "report.csv", "--charts", "charts",
    )  # fmt: skip

    assert (outcome.code, outcome.err) == (0, "")
    assert "Gophers" in outcome.out
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert {"window", "kpis", "previous", "series", "sections"} <= set(report)
    assert report["kpis"]["messages"] == 20
    assert report["kpis"]["communicators"] == 10
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")
    assert (tmp_path / "report.csv").stat().st_size > 0
    pictures = list((tmp_path / "charts").glob("*.png"))
    assert pictures
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    written = {
        line.removeprefix("written: ")
        for line in outcome.out.splitlines()
        if line.startswith("written: ")
    }
    assert written == files(tmp_path)


@pytest.mark.usefixtures("community")
def test_files_that_are_there_are_written_anew(steward: Steward, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("old")

    assert steward("report", *WEEK, "--json", "report.json").code == 0

    assert json.loads((tmp_path / "report.json").read_text())["kpis"]["messages"] == 20


def test_another_zone_moves_the_days_and_changes_nothing(
    steward: Steward, community: Path, tmp_path: Path
) -> None:
    before = content_of(community)

    outcome = steward("report", *WEEK, "--zone", "Pacific/Kiritimati", "--json", "report.json")

    assert outcome.code == 0
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["window"]["zone"] == "Pacific/Kiritimati"
    assert report["kpis"]["messages"] == 18
    assert content_of(community) == before


# -- what cannot be --------------------------------------------------------------------------


@pytest.mark.usefixtures("community")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--week 2021-W53", "There is no week 53 in 2021: its weeks go from 2021-W01 to 2021-W52."),
        ("--week 2020-W00", "There is no week 0 in 2020: "),
        ("--week last", "“last” is not a week. Write the year and the week, such as 2020-W10."),
        ("--week 2999-W10", "2999-W10"),
        ("--week 2020-W10 --zone Mars/Olympus", "“Mars/Olympus” is no time zone that I know."),
    ],
)
def test_a_week_or_zone_that_cannot_be(
    steward: Steward, tmp_path: Path, words: str, sentence: str
) -> None:
    outcome = steward("report", "--guild", GUILD, *words.split(), "--json", "report.json")

    assert (outcome.code, outcome.out) == (2, "")
    assert sentence in outcome.err
    assert outcome.err.count("\n") == 1
    assert not files(tmp_path)


@pytest.mark.usefixtures("community")
def test_a_server_that_is_not_there_is_told_with_those_that_are(steward: Steward) -> None:
    outcome = steward("report", "--guild", 5)

    assert outcome.code == 2
    assert outcome.err == (f"There is no server 5 in the database. It holds: {GUILD} (Gophers).\n")


@pytest.mark.usefixtures("up_to_date")
@pytest.mark.parametrize("words", ["report", "rebuild", "forget --member 1"])
def test_an_empty_database_says_what_to_do(steward: Steward, words: str) -> None:
    outcome = steward(*words.split(), "--guild", 5)

    assert outcome.code == 2
    assert outcome.err == (
        "There is no server 5 in the database. It is empty: import a history or run the bot.\n"
    )


@pytest.mark.usefixtures("community")
@pytest.mark.parametrize(
    "place", ["/proc/steward/report.html", "blocked/report.html", "blocked/in/report.html"]
)
def test_where_one_file_cannot_be_written_none_is(
    steward: Steward, tmp_path: Path, place: str
) -> None:
    (tmp_path / "blocked").touch()
    (tmp_path / "report.json").write_text("old")

    outcome = steward("report", *WEEK, "--json", "report.json", "--csv", "a.csv", "--html", place)

    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.endswith("Nothing half-written is left.\n")
    assert outcome.err.count("\n") == 1
    assert (tmp_path / "report.json").read_text() == "old"
    assert files(tmp_path) == {"blocked", "report.json"}


@pytest.mark.usefixtures("community")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--json folder", "folder is there and is no plain file; choose another name."),
        ("--html pipe", "pipe is there and is no plain file; choose another name."),
        ("--csv link", "link is there and is no plain file; choose another name."),
        ("--charts file", "file is there and is no folder; choose another name."),
        ("--json x --html ./x", "Two files of the report have the same name; choose different"),
    ],
)
def test_nothing_else_is_written_over(
    steward: Steward, tmp_path: Path, words: str, sentence: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")

    outcome = steward("report", *WEEK, *words.split())

    assert outcome.code == 2
    assert outcome.err.startswith(sentence)
    assert files(tmp_path) == {"file", "link"}
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "pipe").is_fifo()


# -- a full disk -----------------------------------------------------------------------------


def on_a_disk_of(size: str, disk: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script with ``disk`` on a file system of its own; the test is skipped without."""
    disk.mkdir()
    mount = f"mount -t tmpfs -o size={size} steward {disk} && "
    probe = ["unshare", "--mount", "sh", "-c"]
    if (
        not shutil.which("unshare")
        or subprocess.call([*probe, mount + "true"], stderr=subprocess.DEVNULL)  # noqa: S603 - our own
    ):
        pytest.skip("no small disk can be made here: that takes the right to mount")
    return subprocess.run(  # noqa: S603 - our own words
        [*probe, mount + script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.long
def test_a_full_disk_leaves_no_part_of_a_report(community: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    done = on_a_disk_of(
        "64k",
        disk,
        f"echo old > {disk}/report.json; "
        f"STEWARD_DATABASE_URL=sqlite:///{community} {sys.executable} -m bot report "
        f"--guild {GUILD} --week 2020-W10 "
        f"--json {disk}/report.json --charts {disk}/charts; "
        f"echo exit $?; cat {disk}/report.json; find {disk} -type f",
    )

    assert done.stdout == f"exit 1\nold\n{disk}/report.json\n"
    assert done.stderr.startswith("No space left on device")
    assert done.stderr.endswith("Nothing half-written is left.\n")
    assert done.stderr.count("\n") == 1


def test_a_full_disk_leaves_a_whole_database(sqlite_template: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    export = write(tmp_path / "long.json", document(6_000))
    done = on_a_disk_of(
        f"{sqlite_template.stat().st_size // 1024 + 500}k",
        disk,
        f"cp {sqlite_template} {disk}/steward.db; "
        f"STEWARD_DATABASE_URL=sqlite:///{disk}/steward.db {sys.executable} -m bot import {export};"
        f" echo exit $?; cp {disk}/steward.db* {tmp_path}",
    )

    assert done.stdout == "exit 1\n"
    assert done.stderr == "The disk is full: free some space and run the same command again.\n"
    left = tmp_path / "steward.db"
    assert rows(left, "PRAGMA integrity_check") == [("ok",)]
    facts = rows(left, "SELECT count(*) FROM ledger_message")
    figures = rows(left, "SELECT coalesce(sum(messages), 0) FROM activity_member_day")
    assert facts == figures


# -- rebuild and forget ----------------------------------------------------------------------


@pytest.mark.parametrize("words", [[], ["--guild", GUILD]])
def test_figures_are_computed_anew(steward: Steward, community: Path, words: list[object]) -> None:
    before = sorted(content_of(community))

    outcome = steward("rebuild", *words)

    assert (outcome.code, outcome.out) == (0, f"{GUILD}: 80 facts counted anew.\n")
    assert sorted(content_of(community)) == before


def test_a_member_is_forgotten(steward: Steward, community: Path) -> None:
    outcome = steward("forget", "--guild", GUILD, "--member", 503)

    assert (outcome.code, outcome.out) == (
        0,
        (
            "8 facts of member 503 are gone.\n"
            "Importing an export that holds their messages would bring them back.\n"
        ),
    )
    assert rows(community, "SELECT count(*) FROM ledger_message") == [(72,)]
    assert not [statement for statement in content_of(community) if "503" in statement.split(",")]
    assert rows(community, "SELECT sum(messages) FROM activity_member_day") == [(72,)]
    assert steward("forget", "--guild", GUILD, "--member", 503).out.startswith("0 facts of")
