"""Back-off: doubling, with a ceiling, spread by the job's id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import ManualClock
from bot.jobs import Backoff
from bot.jobs.job import JobIds

ids = st.integers(0, 2**63 - 1)


@settings(deadline=None)
@given(ids, st.integers(1, 1000))
def test_a_wait_is_near_its_doubled_nominal_and_never_past_the_ceiling(
    job_id: int, failures: int
) -> None:
    backoff = Backoff()
    nominal = min(backoff.first * 2 ** min(failures - 1, 20), backoff.ceiling)

    wait = backoff.wait(job_id, failures)

    assert nominal * 0.75 <= wait <= min(nominal * 1.25, backoff.ceiling)
    assert wait == backoff.wait(job_id, failures)


def test_jobs_that_failed_together_part() -> None:
    assert len({Backoff().wait(job_id, 1) for job_id in range(100)}) > 90


@settings(deadline=None)
@given(st.datetimes(datetime(2015, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_job_ids_rise_and_fit(now: datetime) -> None:
    clock = ManualClock(now)
    job_ids = JobIds(clock)

    taken = [job_ids.take() for _ in range(50)]
    clock.set(now + timedelta(seconds=1))
    taken.append(job_ids.take())
    clock.set(now)
    taken.append(job_ids.take())

    assert taken == sorted(set(taken))
    assert 0 < taken[0] < taken[-1] < 2**63
