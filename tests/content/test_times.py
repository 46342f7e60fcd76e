"""Times, days and durations as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from statusgen.content.times import TimeFault, format_time, parse_date, parse_duration, parse_time, zone_named

FIVE_PAST_TWO = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 14:05 UTC",
        "2026-11-20 14:05:00 utc",
        "2026-11-20T14:05Z",
        "2026-11-20T14:05:00.999Z",
        "  2026-11-20   14:05   GMT ",
        "2026-11-20 15:05 +01:00",
        "2026-11-20 15:05+0100",
        "2026-11-20 15:05 +1",
        "2026-11-20 15:05 UTC+1",
        "2026-11-20 09:05 −05:00",
        "2026-11-20 19:50 +05:45",
        "2026-11-21 04:05 +14:00",
        "2026-11-20 15:05 Europe/Paris",
        "2026-11-20 15:05 europe/paris",
        "2026-11-20 9:05 America/New_York",
        "2026-11-20 19:35 Asia/Kolkata",
        "2026-11-20 9:05 Etc/GMT+5",
    ],
)
def test_a_time_with_a_zone_is_one_moment(text: str) -> None:
    """Offsets, names of zones and UTC mean the same moment."""
    assert parse_time(text) == FIVE_PAST_TWO


def test_a_time_without_a_zone_needs_one_from_the_settings() -> None:
    """The zone of the settings stands in, in summer and in winter."""
    assert parse_time("2026-11-20 15:05", "Europe/Paris") == FIVE_PAST_TWO
    assert parse_time("2026-07-20 16:05", "Europe/Paris") == datetime(2026, 7, 20, 14, 5, tzinfo=UTC)
    assert parse_time("2026-11-20 14:05 UTC", "Europe/Paris") == FIVE_PAST_TWO
    with pytest.raises(TimeFault, match="has no time zone"):
        parse_time("2026-11-20 15:05")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "`` is no time", "write it like 2026-11-20 14:05 UTC"),
        ("2026-13-20 14:05 UTC", "there is no such day", "write it like"),
        ("2026-02-29 14:05 UTC", "there is no such day", "write it like"),
        ("2026-11-20 24:00 UTC", "there is no such time of day", "write it like"),
        ("2026-11-20 14:60 UTC", "there is no such time of day", "write it like"),
        ("2026-11-20", "has no time of day", "write it like 2026-11-20 14:05 UTC"),
        ("2026-11-20 UTC", "has no time of day", "write it like 2026-11-20 14:05 UTC"),
        ("2026-11-20 14.05 UTC", "`2026-11-20 14.05 UTC` is no time", "write it like"),
        ("2026-11-20 14:05 Mars/Olympus", "`Mars/Olympus` is no time zone", "write UTC, an offset"),
        ("2026-11-20 14:05 America/New York", "`America/New York` is no time zone", "America/New_York?"),
        ("2026-11-20 14:05 EST", "`EST` is no time zone", "write UTC, an offset"),
        ("2026-11-20 14:05 p.m. UTC", "uses a.m. or p.m.", "count hours from 0 to 23"),
        ("2026-11-20 14:05 +14:01", "the offset +14:01 does not exist", "up to 14 hours"),
        (
            "2026-03-29 02:30 Europe/Paris",
            "does not exist: the clocks in Europe/Paris skip it",
            "write it in UTC",
        ),
        (
            "2026-10-25 02:30 Europe/Paris",
            "happens twice",
            "write 2026-10-25 00:30 UTC or 2026-10-25 01:30 UTC",
        ),
        ("1969-12-31 23:00 UTC", "the year 1969 is before 1970", "write it like"),
        ("9999-12-31 23:59 -12:00", "out of range", "write it like"),
    ],
)
def test_what_is_no_moment_is_refused_with_a_hint(text: str, message: str, hint: str) -> None:
    """Nothing is guessed: a wrong time would be published as a right one."""
    with pytest.raises(TimeFault) as caught:
        parse_time(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_the_clocks_change_is_judged_at_its_edges() -> None:
    """The last time before and the first time after it are moments."""
    paris = [parse_time(f"2026-03-29 {clock} Europe/Paris") for clock in ("01:59", "03:00")]
    assert paris[1] - paris[0] == timedelta(minutes=1)
    paris = [parse_time(f"2026-10-25 {clock} Europe/Paris") for clock in ("01:59", "03:00")]
    assert paris[1] - paris[0] == timedelta(hours=2, minutes=1)


def test_a_moment_is_written_in_utc_with_seconds_only_where_there_are_any() -> None:
    """The tools write as the documentation does."""
    assert format_time(parse_time("2026-11-20 15:05 +01:00")) == "2026-11-20 14:05 UTC"
    assert format_time(parse_time("2026-11-20 14:05:30 UTC")) == "2026-11-20 14:05:30 UTC"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30m", timedelta(minutes=30)),
        ("30 min", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("1h 30m", timedelta(minutes=90)),
        ("30D", timedelta(days=30)),
        ("2w", timedelta(weeks=2)),
        ("3660d", timedelta(days=3660)),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text: str, expected: timedelta) -> None:
    """Units may follow each other, the larger first."""
    assert parse_duration(text) == expected


@pytest.mark.parametrize("text", ["", "30", "0m", "-1h", "30m 2h", "soon", "1.5h", "3661d", "9" * 400 + "d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """Nothing, negative and endless spans are none."""
    with pytest.raises(TimeFault):
        parse_duration(text)


def test_a_day_is_written_as_a_date() -> None:
    """Other orders are refused."""
    assert parse_date(" 2024-02-29 ").isoformat() == "2024-02-29"
    with pytest.raises(TimeFault, match=r"`29\.02\.2024` is no date"):
        parse_date("29.02.2024")


def test_the_name_of_a_zone_may_be_in_any_case() -> None:
    """It is kept as the database spells it."""
    assert zone_named("america/new_york").key == "America/New_York"
