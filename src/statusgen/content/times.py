"""Moments and durations as authors write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

from statusgen.problems import nearest_hint

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = [
    "TIME_EXAMPLE",
    "TimeFault",
    "format_time",
    "parse_date",
    "parse_duration",
    "parse_time",
    "written_moment",
    "zone_named",
]

TIME_EXAMPLE = "2026-11-20 14:05 UTC"

_TIME = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
    r"(?P<zone>.*)",
    re.DOTALL,
)
# As our tools write it, and nearly everybody.
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC")
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+\-\N{MINUS SIGN}])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?")
_LONGEST = timedelta(days=3660)
_EARLIEST_YEAR = 1970
_DURATION = re.compile(r"(?:(\d+)\s*w)?\s*(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?")


class TimeFault(ValueError):
    """A text that is no time; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = f"write it like {TIME_EXAMPLE}") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parse_time(text: str, default_zone: str | None = None) -> datetime:
    """The moment that `text` names, in UTC.

    Accepts `2026-11-20 14:05 UTC`, `2026-11-20T14:05Z`, `2026-11-20 14:05 +01:00` and
    `2026-11-20 14:05 Europe/Paris`, each with or without seconds; without a zone only if
    `default_zone` names one. Raises TimeFault for anything else, for a local time that a change of
    clocks skips, and for one that it repeats.
    """
    if _WRITTEN.fullmatch(text) and (moment := written_moment(text[:16])) is not None:
        return moment
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise TimeFault(f"{_quoted(text)} is no time")
    if match["hour"] is None and re.search(r"\d", match["zone"]):
        raise TimeFault(f"{_quoted(text)} is no time")
    if match["hour"] is None:
        raise TimeFault(f"{_quoted(text)} has no time of day", f"write it like {match['date']} 14:05 UTC")
    year, month, day = (int(part) for part in match["date"].split("-"))
    try:
        the_day = date(year, month, day)
    except ValueError:
        raise TimeFault(f"{_quoted(text)} is no time: there is no such day") from None
    try:
        naive = datetime.combine(
            the_day, time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
        )
    except ValueError:
        raise TimeFault(f"{_quoted(text)} is no time: there is no such time of day") from None
    if year < _EARLIEST_YEAR:
        raise TimeFault(f"{_quoted(text)} is no time: the year {year} is before {_EARLIEST_YEAR}")
    if re.match(r"\s*[ap]\.?m\b", match["zone"], re.IGNORECASE):
        raise TimeFault(
            f"{_quoted(text)} uses a.m. or p.m.", f"count hours from 0 to 23, like {TIME_EXAMPLE}"
        )
    zone = match["zone"].strip() or default_zone
    if zone is None:
        raise TimeFault(
            f"{_quoted(text)} has no time zone",
            f"write {text.strip()} UTC, or set `timezone` in the settings of statusgen",
        )
    return _to_utc(naive, zone, text)


def written_moment(text: str) -> datetime | None:
    """The moment that `text` names in UTC, written as `2026-11-20 14:05`; None if there is no such one."""
    try:
        moment = datetime.fromisoformat(f"{text}+00:00")
    except ValueError:
        return None
    return moment if moment.year >= _EARLIEST_YEAR else None


def _to_utc(naive: datetime, zone: str, text: str) -> datetime:
    """`naive` as a moment in UTC, read in the zone or offset that `zone` names."""
    if zone.upper() in ("UTC", "Z", "GMT"):
        return naive.replace(tzinfo=UTC)
    try:
        offset = _OFFSET.fullmatch(zone)
        if offset is None:
            return _from_local(naive, zone_named(zone), text)
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        if minutes > 14 * 60 or int(offset["minutes"] or 0) > 59:
            raise TimeFault(f"the offset {zone} does not exist", "write it like +01:00, up to 14 hours")
        sign = 1 if offset["sign"] == "+" else -1
        return naive.replace(tzinfo=timezone(timedelta(minutes=sign * minutes))).astimezone(UTC)
    except OverflowError:
        raise TimeFault(f"{_quoted(text)} is no time: out of range") from None


def _from_local(naive: datetime, zone: ZoneInfo, text: str) -> datetime:
    first = naive.replace(tzinfo=zone)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise TimeFault(
            f"{_quoted(text)} does not exist: the clocks in {zone.key} skip it",
            f"write it in UTC, like {TIME_EXAMPLE}",
        )
    raise TimeFault(
        f"{_quoted(text)} happens twice: the clocks in {zone.key} go back",
        f"write {format_time(first.astimezone(UTC))} or {format_time(second.astimezone(UTC))}",
    )


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The zone with the IANA name `name`; raises TimeFault for an unknown one.

    Abbreviations such as CET and EST are unknown, because people mean an offset by them, and the
    database's own zones of these names follow the clocks of a city.
    """
    # Late, because most times are written in UTC.
    from zoneinfo import ZoneInfo, available_timezones

    names = {
        known.lower(): known
        for known in available_timezones()
        if "/" in known or not known.isupper() or known in ("UTC", "GMT")
    }
    if name.lower() in names:
        return ZoneInfo(names[name.lower()])
    hint = nearest_hint(name, sorted(names)) if "/" in name and len(name) < 64 else ""
    near = names.get(hint.removeprefix("did you mean ").removesuffix("?"))
    raise TimeFault(
        f"{_quoted(name)} is no time zone",
        f"did you mean {near}?" if near else "write UTC, an offset like +01:00, or a name like Europe/Paris",
    )


def parse_date(text: str) -> date:
    """The day that `text` names as `2026-11-20`; raises TimeFault for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise TimeFault(f"{_quoted(text)} is no date", "write it like 2026-11-20") from None


def parse_duration(text: str) -> timedelta:
    """The positive span that `text` names as `30m`, `2h`, `1h 30m`, `30d` or `2w`; raises TimeFault."""
    match = _DURATION.fullmatch(text.strip().lower())
    numbers = [int(part[:9]) if part else 0 for part in match.groups()] if match else []
    try:
        span = (
            timedelta(weeks=numbers[0], days=numbers[1], hours=numbers[2], minutes=numbers[3])
            if match
            else None
        )
    except OverflowError:
        span = None
    if not span:
        raise TimeFault(f"{_quoted(text)} is no duration", "write it like 30m, 2h or 30d")
    if span > _LONGEST:
        raise TimeFault(f"{_quoted(text)} is longer than ten years", "write it like 30m, 2h or 30d")
    return span


def format_time(moment: datetime) -> str:
    """`moment` as this project's tools write it: `2026-11-20 14:05 UTC`, seconds only where there are any."""
    moment = moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC" if moment.second else "%Y-%m-%d %H:%M UTC")


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"
