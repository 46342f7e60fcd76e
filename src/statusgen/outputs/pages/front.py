"""The front page: does it work, what is open, what comes, and how it has been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from statusgen.derive.components import ComponentHealth, was_over
from statusgen.derive.facts import IncidentFacts
from statusgen.derive.rollup import worst_of
from statusgen.derive.uptime import midnight
from statusgen.derive.view import View
from statusgen.model import ComponentStatus, Kind, UpdateStatus
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.state import page_state

__all__ = ["MOST_OF_A_DAY", "RECENT_DAYS", "ComponentGroup", "DayEntry", "component_groups", "front_page"]

RECENT_DAYS = 14
"""How many days the front page looks back."""
MOST_OF_A_DAY = 20
"""So many records of a day are listed there; the history has the others."""


class ComponentGroup(Struct, frozen=True, kw_only=True):
    """Components under one heading; `name` is None for those without a group."""

    name: str | None
    members: Sequence[ComponentHealth]

    @property
    def status(self) -> ComponentStatus:
        """The worst of its members."""
        return worst_of(health.status for health in self.members)

    @property
    def uptime_percent(self) -> float | None:
        """The mean of its members' uptime over the days of the bar."""
        known = [health.uptime.percent for health in self.members if health.uptime.percent is not None]
        return sum(known) / len(known) if known else None

    @property
    def counted_since(self) -> date | None:
        """The day from which the uptime of its first member counts, if that is later than the first day of the bar."""
        days = [health.counted_since for health in self.members]
        return None if None in days else min(day for day in days if day)


class DayEntry(Struct, frozen=True, kw_only=True):
    """A day with its records, or a run of quiet days from `first` to `last`."""

    first: date
    last: date
    records: Sequence[IncidentFacts]


def front_page(maker: PageMaker, own_text: str = "") -> Page:
    """The page at the site's root; `own_text` is the HTML of the site's own `index.md`."""
    view = maker.view
    words = maker.templates.words
    state = page_state(view, words)
    groups = component_groups(view.current_components)
    html = maker.render(
        "front.html",
        "",
        state=state,
        updated_at=state_since(view),
        groups=groups,
        clock=maker.clock(view.current_components),
        days=list(recent_days(view.records, view.now)),
        most_of_a_day=MOST_OF_A_DAY,
        own_text=Markup(own_text),  # noqa: S704  # rendered by MkDocs from the site's own page
    )
    return Page(
        source="index.md",
        title=view.site.name,
        description=view.site.description or f"{view.site.name}: {state.sentence}",
        html=html,
        modified=view.now.date(),
        is_searchable=False,
        tells_now=True,
    )


def state_since(view: View) -> datetime:
    """When the state was last told: by what is open, else by the page itself, which was made at `view.now`."""
    told = [facts.told_at for facts in view.open_incidents]
    told += [max(facts.started_at, facts.told_at) for facts in view.maintenance_under_way]
    return max(told, default=view.now)


def component_groups(components: Sequence[ComponentHealth]) -> Sequence[ComponentGroup]:
    """The components by group, groups in the order of their first member, those without one first."""
    names = dict.fromkeys(health.component.group for health in components)
    ordered = sorted(names, key=lambda name: name is not None)
    return [
        ComponentGroup(name=name, members=[health for health in components if health.component.group == name])
        for name in ordered
    ]


def recent_days(records: Sequence[IncidentFacts], now: datetime) -> Iterator[DayEntry]:
    """The last days, newest first: each with the records that ran on it, runs of quiet days as one entry."""
    today = now.astimezone(UTC).date()
    days = [today - timedelta(days=back) for back in range(RECENT_DAYS)]
    ran: dict[date, list[IncidentFacts]] = {day: [] for day in days}
    begin = midnight(days[-1])
    for facts in records:
        starts = facts.incident.starts
        # What was called off stands on the day on which it would have begun, whenever that was told.
        if was_over(facts, begin) and (starts is None or starts < begin):
            continue
        if facts.kind is not Kind.NOTICE and facts.started_at <= now:
            first, last = facts.started_at.date(), _last_day(facts, now)
            for day in days:
                if first <= day <= last:
                    ran[day].append(facts)
    for is_busy, run in groupby(days, key=lambda day: bool(ran[day])):
        found = list(run)
        if is_busy:
            for day in found:
                yield DayEntry(first=day, last=day, records=ran[day])
        else:
            yield DayEntry(first=found[-1], last=found[0], records=())


def _last_day(facts: IncidentFacts, now: datetime) -> date:
    """The last day on which a record ran; what was called off stands on its first."""
    if facts.status is UpdateStatus.CANCELED:
        return facts.started_at.date()
    return max(facts.ended_at or now, facts.started_at).date()
