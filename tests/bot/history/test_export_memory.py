from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# Not ru_maxrss: that counts what the process was before it became this program.
READ = """
import re, sys
from pathlib import Path
from bot.history import open_export, survey

path = Path(sys.argv[1])
survey(path)
with open_export(path) as export:
    for _ in export.facts(reactions=True):
        pass
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(export.tally.messages, int(peak[1]) // 1024)
"""


def measure(path: Path) -> tuple[int, int]:
    """Return the messages read and the peak memory in MiB of a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", READ, str(path)],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    messages, peak = done.stdout.split()
    return int(messages), int(peak)


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own /proc")
@pytest.mark.parametrize("packed", [True, False])
def test_memory_does_not_grow_with_the_file(exports: Any, *, packed: bool) -> None:
    head, tail = exports.encode(exports.document("HERE")).split(b'"HERE"')
    one = exports.encode({"messages": [exports.message(content="🙂" * 50)]})
    one = one[one.index(b"    {") : one.rindex(b"\n  ]")]
    count = 30_000_000 // len(one)
    small = exports.write(head + b",\n".join([one] * (count // 20)) + tail, packed=packed)
    large = exports.write(head + b",\n".join([one] * count) + tail, packed=packed)

    (few, base), (many, peak) = measure(small), measure(large)

    assert (few, many) == (count // 20, count)
    assert peak - base < 8
    assert peak < 60
    small.unlink()
    large.unlink()
