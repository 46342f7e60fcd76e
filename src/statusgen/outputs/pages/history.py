"""The front of the history: the newest records, and the way to all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts
from statusgen.outputs.pages.months import Month, month_overviews, months_of
from statusgen.outputs.pages.overview import Overview
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.years import Year, year_overviews, years_of

__all__ = ["NEWEST_MONTHS", "NEWEST_RECORDS", "NewestMonth", "history_overviews"]

NEWEST_MONTHS = 3
"""So many months are listed on the front of the history."""
NEWEST_RECORDS = 100
"""So many records are listed there at most."""
_YEARS_WITH_MONTHS = 2


class NewestMonth(Struct, frozen=True, kw_only=True):
    """A month on the front of the history, and as many of its records as have their place there."""

    month: Month
    listed: Sequence[IncidentFacts]
    """The newest ones."""


def history_overviews(maker: PageMaker) -> Iterator[Overview]:
    """The history's front, a page for each year and one for each month that has a record."""
    months = months_of(maker.view.records)
    years = years_of(months)
    yield Overview(source="history/index.md", make=lambda: _front(maker, months, years))
    yield from year_overviews(maker, years)
    yield from month_overviews(maker, months)


def _front(maker: PageMaker, months: Sequence[Month], years: Sequence[Year]) -> Page:
    _ = maker.templates.words.gettext
    html = maker.render(
        "history.html",
        "history/",
        newest=list(_newest(maker, months)),
        years=years,
        years_with_months=_YEARS_WITH_MONTHS,
        phrases=maker.templates.phrases,
    )
    return Page(
        source="history/index.md",
        title=_("History"),
        description=_("Every incident and maintenance of %(site)s.") % {"site": maker.view.site.name},
        html=html,
        modified=maker.view.now.date(),
        is_searchable=False,
    )


def _newest(maker: PageMaker, months: Sequence[Month]) -> Iterator[NewestMonth]:
    """The newest months that have begun, as far as there is room for their records."""
    now = maker.view.now.astimezone(UTC)
    begun = [month for month in months if (month.year, month.number) <= (now.year, now.month)]
    room = NEWEST_RECORDS
    for month in begun[:NEWEST_MONTHS]:
        if room:
            yield NewestMonth(month=month, listed=month.records[:room])
        room -= min(room, len(month.records))
