"""The pace of a person: the middle of the last active days, and what is left in days of screening."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from studies.pace import DAYS, Pace, pace

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def day(number: int, count: int, seconds: int = 30) -> list[datetime]:
    return [MONDAY + timedelta(days=number, seconds=seconds * at) for at in range(count)]


def told(*days: list[datetime]) -> Pace:
    found = pace([at for each in days for at in each])
    assert found
    return found


def test_nobody_without_decisions_has_a_pace() -> None:
    assert pace([]) is None


def test_one_long_day_promises_nothing() -> None:
    found = told(day(0, 20), day(1, 22), day(2, 400), day(4, 18), day(5, 20))
    assert (found.days, found.slow, found.a_day, found.fast) == (5, 20, 20, 22)
    assert found.remaining(220) == (10, 11)


def test_days_off_slow_nobody_down() -> None:
    assert told(day(0, 30), day(9, 30), day(60, 30)).a_day == 30


def test_only_the_last_days_count() -> None:
    assert told(*(day(at, 5) for at in range(20)), *(day(30 + at, 50) for at in range(DAYS))).slow == 50


def test_an_hour_is_without_pauses() -> None:
    morning, evening = day(0, 21, seconds=60), [at + timedelta(hours=8) for at in day(0, 21, seconds=60)]
    assert told(morning, evening).an_hour == 60


def test_votes_of_a_file_are_no_hour_of_work() -> None:
    assert told(day(0, 500, seconds=0)).an_hour == 0
    assert told(day(0, 500, seconds=0), day(1, 21, seconds=60)).an_hour == 60


def test_too_little_says_nothing_of_what_remains() -> None:
    found = told(day(0, 5), day(1, 5))
    assert found.remaining(100) is None
    assert found.an_hour == 0


times = st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1)), min_size=1, max_size=200)


@given(times, st.integers(1, 50_000), st.randoms())
def test_it_is_a_range_whatever_the_order(every: list[datetime], left: int, random: object) -> None:
    found = told(every)
    random.shuffle(every)
    assert told(every) == found
    assert 1 <= found.slow <= found.a_day <= found.fast
    if days := found.remaining(left):
        assert 1 <= days[0] <= days[1] <= left
