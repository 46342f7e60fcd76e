"""Dates as people write them into files by hand."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

__all__ = ["date_in_name", "read_date", "time_in"]

_DATE = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:[Tt ]+(?P<hour>\d{1,3}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d+)?)?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{1,2}:?(?:\d{2})?)?"
)
_IN_NAME = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?=\D|$)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(
    r"(?i)(?:(?P<date>\d{4}-\d{1,2}-\d{1,2})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(_MONTHS)})[a-z]* (?P<year>\d{{4}}))"
    r"[^\d\w]+(?:at )?(?P<hour>\d{1,2})[h:](?P<minute>\d{2})\b *(?P<zone>UTC|GMT|Z|[+-]\d{1,2}:?\d{2})?"
)


def read_date(text: str, zone: tzinfo = UTC) -> tuple[datetime | None, bool]:
    """The moment in UTC, without fractions, and whether it stands there as a date should.

    A date without an offset is meant in `zone`; one without a time of day is its first minute;
    three digits for the hour are read as the number that they are, and that is not how a date should look.
    """
    match = _DATE.fullmatch(text.strip().strip("\"'"))
    if match is None:
        return None, False
    try:
        year, month, day = (int(part) for part in match["date"].split("-"))
        hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
        local = datetime(year, month, day, hour, minute, second, tzinfo=_zone(match["zone"]) or zone)
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None, False
    return moment, len(match["hour"] or "") < 3


def date_in_name(name: str) -> datetime | None:
    """The first day that a file's name mentions, at its first minute."""
    for match in _IN_NAME.finditer(name):
        moment, _ = read_date(match["date"])
        if moment:
            return moment
    return None


def time_in(words: str, zone: tzinfo = UTC) -> datetime | None:
    """The moment that `Update - 2023-03-29 15h50 UTC` or `11th of May 2022, 19:00` mentions, if it has a time."""
    match = _IN_WORDS.search(words)
    if match is None:
        return None
    month = _MONTHS.index(match["month"].lower()) + 1 if match["month"] else 0
    day = match["date"] or f"{match['year']}-{month}-{match['day']}"
    return read_date(f"{day} {match['hour']}:{match['minute']} {match['zone'] or ''}", zone)[0]


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if not text.startswith(("+", "-")):
        return UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
