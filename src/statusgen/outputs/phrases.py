"""Times, durations and numbers as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from statusgen.outputs.words import Words

__all__ = ["Phrases", "iso"]


def iso(moment: datetime) -> str:
    """`moment` for machines: `2026-11-20T14:05:00Z`."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    day = (moment.year, moment.month, moment.day)
    # `isoformat` asks the zone for its offset, and takes nearly twice as long; so does an f-string.
    return "%04d-%02d-%02dT%02d:%02d:%02dZ" % (*day, moment.hour, moment.minute, moment.second)  # noqa: UP031


_KEPT = 4096
"""How many days are kept in words, those of eleven years, and how many durations."""


class Phrases:
    """Phrases in the language of `words`; every moment is told in UTC."""

    def __init__(self, words: Words) -> None:
        self.words = words
        _ = words.gettext
        # fmt: off
        self.months = (
            _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
            _("August"), _("September"), _("October"), _("November"), _("December"),
        )
        self.weekdays = (
            _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
        )
        # fmt: on
        self._day = lru_cache(_KEPT)(self._day_in_words)
        self._minutes = lru_cache(_KEPT)(self._minutes_in_words)

    def day(self, day: date) -> str:
        """`20 November 2026`."""
        return self._day(day)

    def _day_in_words(self, day: date) -> str:
        _ = self.words.gettext
        return _("%(day)d %(month)s %(year)d") % {
            "day": day.day,
            "month": self.months[day.month - 1],
            "year": day.year,
        }

    def day_with_weekday(self, day: date) -> str:
        """`Friday, 20 November 2026`."""
        _ = self.words.gettext
        return _("%(weekday)s, %(day)s") % {"weekday": self.weekdays[day.weekday()], "day": self.day(day)}

    def month(self, year: int, month: int) -> str:
        """`November 2026`."""
        _ = self.words.gettext
        return _("%(month)s %(year)d") % {"month": self.months[month - 1], "year": year}

    def moment(self, moment: datetime) -> str:
        """`20 November 2026, 14:05 UTC`."""
        if moment.tzinfo is not UTC:
            moment = moment.astimezone(UTC)
        before, after = self.around_time(moment.date())
        return f"{before}{moment.hour:02}:{moment.minute:02}{after}"

    def around_time(self, day: date) -> tuple[str, str]:
        """What stands before and after the time of day, in the phrase for a moment of a day."""
        _ = self.words.gettext
        before, _time, after = (_("%(day)s, %(time)s UTC") % {"day": self.day(day), "time": "\0"}).partition(
            "\0"
        )
        return before, after

    def window(self, start: datetime, end: datetime) -> str:
        """`Tuesday, 24 November 2026, 05:00 to 06:30 UTC`."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        _ = self.words.gettext
        if start.date() == end.date():
            return _("%(day)s, %(start)s to %(end)s UTC") % {
                "day": self.day_with_weekday(start.date()),
                "start": f"{start:%H:%M}",
                "end": f"{end:%H:%M}",
            }
        return _("%(start)s to %(end)s") % {
            "start": f"{self.day_with_weekday(start.date())}, {start:%H:%M}",
            "end": f"{self.day_with_weekday(end.date())}, {end:%H:%M} UTC",
        }

    def duration(self, length: timedelta) -> str:
        """`57 minutes`, `1 hour 30 minutes`, `2 days 3 hours`: the two largest units."""
        return self._minutes(round(length.total_seconds() / 60))

    def _minutes_in_words(self, minutes: int) -> str:
        ngettext = self.words.ngettext
        if minutes < 1:
            return self.words.gettext("less than a minute")
        days, rest = divmod(minutes, 24 * 60)
        hours, minutes = divmod(rest, 60)
        parts = [
            (days, ngettext("%d day", "%d days", days)),
            (hours, ngettext("%d hour", "%d hours", hours)),
            (minutes, ngettext("%d minute", "%d minutes", minutes)),
        ]
        first = next(index for index, (count, _) in enumerate(parts) if count)
        return " ".join(phrase % count for count, phrase in parts[first : first + 2] if count)

    def percent(self, percent: float) -> str:
        """`99.98 %`: two decimals, and never 100 unless it is."""
        shown = int(percent * 100 + 1e-6) / 100
        return "100 %" if shown >= 100 else f"{shown:.2f} %"

    def listing(self, names: Sequence[str], *, longest: int = 3) -> str:
        """`Checkout, Search and 4 more`."""
        _ = self.words.gettext
        if len(names) > longest:
            rest = len(names) - longest + 1
            more = self.words.ngettext("%d more", "%d more", rest) % rest
            names = [*names[: longest - 1], more]
        if len(names) < 2:
            return "".join(names)
        return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
