"""The page of a month: every record that began in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date
from functools import cached_property, partial

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts
from statusgen.model import Kind
from statusgen.outputs.pages.overview import Overview
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.paths import month_path

__all__ = ["FOLDED_FROM", "Month", "MonthDay", "month_overviews", "months_of"]

FOLDED_FROM = 200
"""A month with so many records folds its days, and tells each record on a line."""


class Month(Struct, frozen=True, kw_only=True, dict=True):
    """A month and the records that began in it, newest first."""

    year: int
    number: int
    records: Sequence[IncidentFacts]

    @cached_property
    def incidents(self) -> int:
        """How many of them are incidents."""
        return sum(facts.kind is Kind.INCIDENT for facts in self.records)

    @cached_property
    def maintenances(self) -> int:
        """How many of them are maintenances."""
        return sum(facts.kind is Kind.MAINTENANCE for facts in self.records)


class MonthDay(Struct, frozen=True, kw_only=True):
    """A day and the records that began on it, newest first."""

    date: date
    records: Sequence[IncidentFacts]


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


def month_overviews(maker: PageMaker, months: Sequence[Month]) -> Iterator[Overview]:
    """The pages of `months`, which are newest first."""
    for index, month in enumerate(months):
        newer = months[index - 1] if index else None
        older = months[index + 1] if index + 1 < len(months) else None
        yield Overview(
            source=f"history/{month.year:04d}/{month.number:02d}/index.md",
            make=partial(_page, maker, month, newer, older),
            records=month.records,
            besides=tuple((near.year, near.number) if near else None for near in (newer, older)),
        )


def _page(maker: PageMaker, month: Month, newer: Month | None, older: Month | None) -> Page:
    _ = maker.templates.words.gettext
    name = maker.templates.phrases.month(month.year, month.number)
    html = maker.render(
        "history-month.html",
        month_path(month.year, month.number),
        month=month,
        days=_days(month),
        is_folded=len(month.records) >= FOLDED_FROM,
        newer=newer,
        older=older,
        phrases=maker.templates.phrases,
    )
    return Page(
        source=f"history/{month.year:04d}/{month.number:02d}/index.md",
        title=name,
        description=_("Every incident and maintenance of %(month)s.") % {"month": name},
        html=html,
        modified=max(facts.told_at for facts in month.records).date(),
        is_searchable=False,
    )


def _days(month: Month) -> Sequence[MonthDay]:
    found: dict[date, list[IncidentFacts]] = {}
    for facts in month.records:
        found.setdefault(facts.started_at.astimezone(UTC).date(), []).append(facts)
    return [MonthDay(date=day, records=records) for day, records in found.items()]
