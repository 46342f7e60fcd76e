"""Moments as people type them: `14:05 UTC`, `10m ago`, `2 hours ago`, `90m`."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import click

from statusgen.content.times import TimeFault, format_time, parse_duration, parse_time

__all__ = ["end_of", "moment_of", "whole_minute"]

_TIME_OF_DAY = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<rest>(?!\d).*)", re.DOTALL)
_AGO = re.compile(r"(?P<length>\d.*?)\s*ago", re.DOTALL | re.IGNORECASE)
_LENGTH = re.compile(r"(\d+\s*[a-z]+\s*)+", re.IGNORECASE)
_UNIT = re.compile(r"(?P<number>\d)\s*(?P<letter>[wdhm])(eeks?|ays?|ours?|rs?|inutes?|ins?)\b", re.IGNORECASE)
_LATEST_ROLLOVER = timedelta(hours=12)
"""A time of day that is past means the next day if that is near: who writes one at 23:50 may mean 00:30."""


def whole_minute(moment: datetime) -> datetime:
    """`moment` without its seconds."""
    return moment.replace(second=0, microsecond=0)


def moment_of(text: str, now: datetime, zone: str | None, option: str) -> datetime:
    """The moment that `text` names, in UTC; a time of day is one of the day on which `now` falls there.

    `zone` is for times without one, `option` what wrong usage is blamed on.
    """
    try:
        return _moment(text.strip(), now, zone)
    except TimeFault as fault:
        hint = fault.hint.replace(", or set `timezone` in the settings of statusgen", "")
        raise click.BadParameter(f"{fault.message}; {hint}", param_hint=option) from None


def end_of(text: str, start: datetime, zone: str | None, option: str) -> datetime:
    """The end that `text` names: a length (`90m`), a moment, or the first such time of day after `start`."""
    if _LENGTH.fullmatch(text.strip()):
        try:
            return start + _length(text)
        except TimeFault as fault:
            raise click.BadParameter(f"{fault.message}; {fault.hint}", param_hint=option) from None
    end = moment_of(text, start, zone, option)
    if end <= start and _TIME_OF_DAY.fullmatch(text.strip()):
        end += timedelta(days=1)
        if end - start > _LATEST_ROLLOVER:
            what = f"`{text.strip()}` is past at {format_time(start)}"
            message = f"{what}; write the day as well, like {format_time(end)}"
            raise click.BadParameter(message, param_hint=option)
    if end <= start:
        message = f"{format_time(end)} is not after the start, {format_time(start)}"
        raise click.BadParameter(message, param_hint=option)
    return end


def _length(text: str) -> timedelta:
    """The span that `text` names, in letters or in words: `1h 30m`, `2 hours`; raises TimeFault."""
    return parse_duration(_UNIT.sub(r"\g<number>\g<letter>", text))


def _moment(text: str, now: datetime, zone: str | None) -> datetime:
    if text.lower() == "now":
        return whole_minute(now)
    if ago := _AGO.fullmatch(text):
        return whole_minute(now - _length(ago["length"]))
    clock_time = _TIME_OF_DAY.fullmatch(text)
    if clock_time is None:
        return parse_time(text, zone)
    if int(clock_time["hour"]) > 23 or int(clock_time["minute"]) > 59:
        raise TimeFault(f"`{text[:60]}` is no time of day", "write it like 14:05 UTC")
    # It is today somewhere on earth on three dates of UTC at most.
    for offset in (0, -1, 1):
        day = (now + timedelta(days=offset)).date()
        moment = parse_time(f"{day} {text}", zone)
        local = datetime.combine(day, time(int(clock_time["hour"]), int(clock_time["minute"])), moment.tzinfo)
        if (now + (whole_minute(local) - whole_minute(moment))).date() == day:
            return moment
    raise TimeFault(f"`{text[:60]}` is no time of today", "write the day as well, like 2026-11-20 14:05 UTC")
