"""The double's process, shared by the scenarios of a test process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.wire.double_process import DoubleProcess


@pytest.fixture(scope="session")
def double_process() -> Iterator[DoubleProcess]:
    """A process that scenarios have in turn: each finds it empty."""
    process = DoubleProcess()
    yield process
    process.stop()
