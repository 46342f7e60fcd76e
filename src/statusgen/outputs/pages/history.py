"""The history: newest months, an overview of each year, every record of each month."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.rollup import worst_of
from statusgen.model import ComponentStatus, Kind
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.paths import month_path, year_path

__all__ = ["CalendarDay", "Month", "history_pages", "months_of"]

_NEWEST_MONTHS = 3


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month and the records that began in it, newest first."""

    year: int
    number: int
    records: Sequence[IncidentFacts]

    @property
    def incidents(self) -> Sequence[IncidentFacts]:
        """Those that are incidents."""
        return [facts for facts in self.records if facts.kind is Kind.INCIDENT]

    @property
    def maintenances(self) -> Sequence[IncidentFacts]:
        """Those that are maintenances."""
        return [facts for facts in self.records if facts.kind is Kind.MAINTENANCE]


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
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


def months_of(records: Sequence[IncidentFacts]) -> Sequence[Month]:
    """`records` by the month (UTC) in which they began, newest first."""
    found: dict[tuple[int, int], list[IncidentFacts]] = {}
    for facts in records:
        began = facts.started_at.astimezone(UTC)
        found.setdefault((began.year, began.month), []).append(facts)
    return [
        Month(year=year, number=number, records=tuple(found[year, number]))
        for year, number in sorted(found, reverse=True)
    ]


def history_pages(maker: PageMaker) -> Iterator[Page]:
    """The history's front, a page for each year and one for each month that has a record."""
    months = months_of(maker.view.records)
    years: dict[int, list[Month]] = {}
    for month in months:
        years.setdefault(month.year, []).append(month)
    yield _front(maker, months, years)
    for year, its_months in years.items():
        yield _year(maker, year, its_months)
    for index, month in enumerate(months):
        newer = months[index - 1] if index else None
        older = months[index + 1] if index + 1 < len(months) else None
        yield _month(maker, month, newer, older)


def _front(maker: PageMaker, months: Sequence[Month], years: Mapping[int, Sequence[Month]]) -> Page:
    _ = maker.templates.words.gettext
    recent = [month for month in months if (month.year, month.number) <= _now(maker)][:_NEWEST_MONTHS]
    html = maker.render(
        "history.html", "history/", months=recent, years=years, phrases=maker.templates.phrases
    )
    return Page(
        source="history/index.md",
        title=_("History"),
        description=_("Every incident and maintenance of %(site)s.") % {"site": maker.view.site.name},
        html=html,
        modified=maker.view.now.date(),
        is_searchable=False,
    )


def _now(maker: PageMaker) -> tuple[int, int]:
    now = maker.view.now.astimezone(UTC)
    return now.year, now.month


def _year(maker: PageMaker, year: int, months: Sequence[Month]) -> Page:
    _ = maker.templates.words.gettext
    records = [facts for month in months for facts in month.records]
    days = list(_calendar(year, records, _first_day(maker), maker.view.now.date()))
    html = maker.render(
        "history-year.html",
        year_path(year),
        year=year,
        months=months,
        days=days,
        busy=[day for day in days if day.worst is not None],
        phrases=maker.templates.phrases,
    )
    return Page(
        source=f"history/{year:04d}/index.md",
        title=_("History of %(year)d") % {"year": year},
        description=_("The incidents of %(year)d at a glance.") % {"year": year},
        html=html,
        modified=max(facts.latest.update.at for facts in records).date(),
        is_searchable=False,
    )


def _first_day(maker: PageMaker) -> date:
    """The day on which the record begins: that of its oldest entry, or from which a component is counted."""
    days = [health.component.since for health in maker.view.components.values() if health.component.since]
    return min([maker.view.records[-1].started_at.date(), *days])


def _calendar(
    year: int, records: Sequence[IncidentFacts], first_day: date, today: date
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
            worst=worst_of(status for facts in here for status in facts.worst.values()) if here else None,
            count=len(here),
            is_counted=first_day <= day <= today,
        )


def _month(maker: PageMaker, month: Month, newer: Month | None, older: Month | None) -> Page:
    _ = maker.templates.words.gettext
    name = maker.templates.phrases.month(month.year, month.number)
    by_day: dict[date, list[IncidentFacts]] = {}
    for facts in month.records:
        by_day.setdefault(facts.started_at.astimezone(UTC).date(), []).append(facts)
    html = maker.render(
        "history-month.html",
        month_path(month.year, month.number),
        month=month,
        by_day=by_day,
        newer=newer,
        older=older,
        phrases=maker.templates.phrases,
    )
    return Page(
        source=f"history/{month.year:04d}/{month.number:02d}/index.md",
        title=name,
        description=_("Every incident and maintenance of %(month)s.") % {"month": name},
        html=html,
        modified=max(facts.latest.update.at for facts in month.records).date(),
        is_searchable=False,
    )
