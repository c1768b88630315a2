"""The double's process, without any event loop: several tests in turn may share one."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_STOP_S = 5.0


class DoubleProcess:
    """Starts at once; ``addresses`` are rest, gateway and control.

    Raises RuntimeError where it does not start. It ends with the process that started it.
    """

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.wire.server"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.stop()
            raise RuntimeError("the double did not start: run python -m tests.wire.server")
        self.addresses: dict[str, str] = json.loads(line)

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def said(self) -> str:
        """Return what it complained of."""
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace").strip()

    def stop(self) -> None:
        """End it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()
