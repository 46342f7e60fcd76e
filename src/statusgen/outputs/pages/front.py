"""The front page: does it work, what is open, what comes, and how it has been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from markupsafe import Markup

from statusgen.derive.components import ComponentHealth
from statusgen.derive.facts import IncidentFacts
from statusgen.derive.rollup import worst_of
from statusgen.model import ComponentStatus, Kind
from statusgen.outputs.pages.clock import clock_data
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.words import Words

__all__ = ["RECENT_DAYS", "ComponentGroup", "DayEntry", "component_groups", "front_page", "state_sentence"]

RECENT_DAYS = 14
"""How many days the front page looks back."""


@dataclass(frozen=True, kw_only=True)
class ComponentGroup:
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


@dataclass(frozen=True, kw_only=True)
class DayEntry:
    """A day with its records, or a run of quiet days from `first` to `last`."""

    first: date
    last: date
    records: Sequence[IncidentFacts]


def front_page(maker: PageMaker, own_text: str = "") -> Page:
    """The page at the site's root; `own_text` is the HTML of the site's own `index.md`."""
    view = maker.view
    words = maker.templates.words
    sentence = state_sentence(view.current_components, words)
    groups = component_groups(view.current_components)
    html = maker.render(
        "front.html",
        "",
        sentence=sentence,
        status=worst_of(health.status for health in view.current_components),
        updated_at=last_change(view.records, view.now),
        groups=groups,
        clock=clock_data(view, words),
        days=list(recent_days(view.records, view.now)),
        own_text=Markup(own_text),  # noqa: S704  # rendered by MkDocs from the site's own page
    )
    return Page(
        source="index.md",
        title=view.site.name,
        description=view.site.description or f"{view.site.name}: {sentence}",
        html=html,
        modified=view.now.date(),
        is_searchable=False,
    )


def state_sentence(components: Sequence[ComponentHealth], words: Words) -> str:
    """The state of all in one sentence: `All systems operational`, `Major outage: Checkout`."""
    _ = words.gettext
    worst = worst_of(health.status for health in components)
    if worst is ComponentStatus.OPERATIONAL:
        return _("All systems operational")
    touched = [health.component.name for health in components if health.status is worst]
    if len(touched) == len(components) and len(components) > 1:
        return _("%(status)s of all systems") % {"status": words.status(worst)}
    if len(touched) > 3:
        rest = len(touched) - 2
        names = ", ".join(touched[:2])
        listed = _("%(names)s and %(count)d more") % {"names": names, "count": rest}
    else:
        listed = ", ".join(touched)
    return _("%(status)s: %(components)s") % {"status": words.status(worst), "components": listed}


def last_change(records: Sequence[IncidentFacts], now: datetime) -> datetime:
    """When the newest update was written; `now` while there is none."""
    return max((facts.latest.update.at for facts in records), default=now)


def component_groups(components: Sequence[ComponentHealth]) -> Sequence[ComponentGroup]:
    """The components by group, groups in the order of their first member, those without one first."""
    names = dict.fromkeys(health.component.group for health in components)
    ordered = sorted(names, key=lambda name: name is not None)
    return [
        ComponentGroup(name=name, members=[health for health in components if health.component.group == name])
        for name in ordered
    ]


def recent_days(records: Sequence[IncidentFacts], now: datetime) -> Iterator[DayEntry]:
    """The last days, newest first: each with the records that began on it, runs of quiet days as one entry."""
    today = now.astimezone(UTC).date()
    days = [today - timedelta(days=back) for back in range(RECENT_DAYS)]
    began: dict[date, list[IncidentFacts]] = {}
    for facts in records:
        if facts.kind is not Kind.NOTICE and facts.started_at <= now:
            began.setdefault(facts.started_at.astimezone(UTC).date(), []).append(facts)
    for is_busy, run in groupby(days, key=lambda day: day in began):
        found = list(run)
        if is_busy:
            for day in found:
                yield DayEntry(first=day, last=day, records=began[day])
        else:
            yield DayEntry(first=found[-1], last=found[0], records=())
