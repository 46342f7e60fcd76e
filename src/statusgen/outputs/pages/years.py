"""The page of a year: its days as a picture, its months in numbers, its postmortems."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, timedelta
from functools import cached_property, partial

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.rollup import worst_of
from statusgen.model import ComponentStatus, Kind, Postmortem
from statusgen.outputs.pages.months import Month
from statusgen.outputs.pages.overview import Overview
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.paths import year_path

__all__ = ["CalendarDay", "Year", "year_overviews", "years_of"]


class Year(Struct, frozen=True, kw_only=True, dict=True):
    """A year and its months that have a record, newest first."""

    number: int
    months: Sequence[Month]

    @property
    def records(self) -> Sequence[IncidentFacts]:
        """What began in it, newest first."""
        return [facts for month in self.months for facts in month.records]

    @cached_property
    def incidents(self) -> int:
        """How many of its records are incidents."""
        return sum(month.incidents for month in self.months)

    @cached_property
    def maintenances(self) -> int:
        """How many of its records are maintenances."""
        return sum(month.maintenances for month in self.months)


class CalendarDay(Struct, frozen=True, kw_only=True):
    """A day of a year's calendar, and its place there."""

    date: date
    week: int
    """The column, counted from 0."""
    weekday: int
    """The row, 0 for Monday."""
    worst: ComponentStatus | None
    """None for a day without a record."""
    count: int
    is_counted: bool
    """False for days that have not come, and for those before the record begins."""


def years_of(months: Sequence[Month]) -> Sequence[Year]:
    """`months` by year, newest first as they are."""
    found: dict[int, list[Month]] = {}
    for month in months:
        found.setdefault(month.year, []).append(month)
    return [Year(number=number, months=tuple(its_months)) for number, its_months in found.items()]


def year_overviews(maker: PageMaker, years: Sequence[Year]) -> Iterator[Overview]:
    """The pages of `years`."""
    first_day = _first_day(maker) if years else date.min
    today = maker.view.now.date()
    for year in years:
        counted = (max(first_day, date(year.number, 1, 1)), min(today, date(year.number, 12, 31)))
        yield Overview(
            source=f"history/{year.number:04d}/index.md",
            make=partial(_page, maker, year, *counted),
            records=year.records,
            besides=tuple(day.isoformat() for day in counted),
        )


def _page(maker: PageMaker, year: Year, first_day: date, last_day: date) -> Page:
    _ = maker.templates.words.gettext
    records = year.records
    days = list(_calendar(year.number, records, first_day, last_day))
    html = maker.render(
        "history-year.html",
        year_path(year.number),
        year=year.number,
        months=year.months,
        days=days,
        busy=[day for day in days if day.worst is not None],
        postmortems=_postmortems(records),
        phrases=maker.templates.phrases,
    )
    return Page(
        source=f"history/{year.number:04d}/index.md",
        title=_("History of %(year)d") % {"year": year.number},
        description=_("The incidents of %(year)d at a glance.") % {"year": year.number},
        html=html,
        modified=max(facts.told_at for facts in records).date(),
        is_searchable=False,
    )


def _postmortems(records: Sequence[IncidentFacts]) -> Sequence[Postmortem]:
    """Those that explain one of `records`, newest first."""
    found: Mapping[str, Postmortem] = {
        postmortem.slug: postmortem for facts in records for postmortem in facts.postmortems
    }
    return sorted(
        found.values(), key=lambda postmortem: (postmortem.published, postmortem.slug), reverse=True
    )


def _first_day(maker: PageMaker) -> date:
    """The day on which the record begins: that of its oldest entry, or from which a component is counted."""
    days = [health.component.since for health in maker.view.components.values() if health.component.since]
    return min([maker.view.records[-1].started_at.date(), *days])


def _calendar(
    year: int, records: Sequence[IncidentFacts], first_day: date, last_day: date
) -> Iterator[CalendarDay]:
    """The days of `year`, each with the worst that a record which began on it did."""
    began: dict[date, list[IncidentFacts]] = {}
    for facts in records:
        if facts.kind is not Kind.NOTICE:
            began.setdefault(facts.started_at.astimezone(UTC).date(), []).append(facts)
    first = date(year, 1, 1)
    for offset in range(366 if calendar.isleap(year) else 365):
        day = first + timedelta(days=offset)
        here = began.get(day, [])
        yield CalendarDay(
            date=day,
            week=(offset + first.weekday()) // 7,
            weekday=day.weekday(),
            worst=worst_of([status for facts in here for status in facts.worst.values()]) if here else None,
            count=len(here),
            is_counted=first_day <= day <= last_day,
        )
