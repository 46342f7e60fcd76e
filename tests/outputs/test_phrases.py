"""Times, durations and numbers are told as people tell them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.outputs.feed_sites import moment

from statusgen.outputs.phrases import Phrases, iso
from statusgen.outputs.words import words_for

SAY = Phrases(words_for("en"))
PARIS = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("length", "words"),
    [
        pytest.param(timedelta(0), "less than a minute", id="nothing"),
        pytest.param(timedelta(seconds=29), "less than a minute", id="seconds"),
        pytest.param(timedelta(seconds=31), "1 minute", id="rounded"),
        pytest.param(timedelta(minutes=1), "1 minute", id="one minute"),
        pytest.param(timedelta(minutes=57), "57 minutes", id="minutes"),
        pytest.param(timedelta(minutes=59, seconds=31), "1 hour", id="rounded to the next unit"),
        pytest.param(timedelta(minutes=60), "1 hour", id="one hour"),
        pytest.param(timedelta(minutes=90), "1 hour 30 minutes", id="hour and minutes"),
        pytest.param(timedelta(hours=23, minutes=59), "23 hours 59 minutes", id="almost a day"),
        pytest.param(timedelta(days=1), "1 day", id="one day"),
        pytest.param(timedelta(days=2, hours=3, minutes=4), "2 days 3 hours", id="two units at most"),
        pytest.param(timedelta(days=2, minutes=4), "2 days", id="no smaller unit behind a gap"),
        pytest.param(timedelta(days=400), "400 days", id="more than a year"),
    ],
)
def test_duration_has_the_two_largest_units(length: timedelta, words: str) -> None:
    """A duration is told in its two largest units, as a person would."""
    assert SAY.duration(length) == words


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        pytest.param(100.0, "100 %", id="all"),
        pytest.param(99.999, "99.99 %", id="never rounded up to all"),
        pytest.param(99.98, "99.98 %", id="two decimals"),
        pytest.param(99.9, "99.90 %", id="always two"),
        pytest.param(0.0, "0.00 %", id="nothing"),
        pytest.param(99.97999999999999, "99.98 %", id="a float's own error"),
    ],
)
def test_percentage_is_never_better_than_it_was(percent: float, words: str) -> None:
    """Two decimals, cut and not rounded; 100 only when it is."""
    assert SAY.percent(percent) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        pytest.param("2026-11-24 05:00", "2026-11-24 06:30",
                     "Tuesday, 24 November 2026, 05:00 to 06:30 UTC", id="one day"),
        pytest.param("2026-11-24 22:00", "2026-11-25 02:00",
                     "Tuesday, 24 November 2026, 22:00 to Wednesday, 25 November 2026, 02:00 UTC", id="over midnight"),
    ],
)  # fmt: skip
def test_window_is_told_with_its_weekday(start: str, end: str, words: str) -> None:
    """A window names each day once."""
    assert SAY.window(moment(start), moment(end)) == words


def test_moment_is_told_in_utc() -> None:
    """A moment of any zone is told in UTC, for people and for machines."""
    in_paris = datetime(2026, 11, 20, 0, 5, tzinfo=PARIS)
    assert SAY.moment(in_paris) == "19 November 2026, 23:05 UTC"
    assert iso(in_paris) == "2026-11-19T23:05:00Z"
    assert iso(datetime(2026, 11, 20, 0, 5, 30, tzinfo=UTC)) == "2026-11-20T00:05:30Z"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["A"], "A", id="one"),
        pytest.param(["A", "B"], "A and B", id="two"),
        pytest.param(["A", "B", "C"], "A, B and C", id="three"),
        pytest.param(["A", "B", "C", "D"], "A, B and 2 more", id="too many"),
    ],
)
def test_names_are_listed_and_the_rest_is_counted(names: list[str], words: str) -> None:
    """More than three names become two and a count."""
    assert SAY.listing(names) == words


def test_months_and_weekdays_have_names() -> None:
    """January to December, Monday to Sunday."""
    assert SAY.month(2026, 1) == "January 2026"
    assert SAY.month(2026, 12) == "December 2026"
    assert SAY.day_with_weekday(moment("2026-11-23").date()) == "Monday, 23 November 2026"
    assert SAY.day_with_weekday(moment("2026-11-22").date()) == "Sunday, 22 November 2026"
