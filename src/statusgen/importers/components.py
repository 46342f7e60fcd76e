"""From a source's components and the records that name them to components of `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from statusgen.importers.conversion import SourceComponent
from statusgen.importers.names import clean_line
from statusgen.model import Component, Incident

__all__ = ["named_days", "site_components"]

# Without a list of components in the source, one that a record of the newest year names counts as current.
_CURRENT_WITHIN = timedelta(days=365)


def named_days(incidents: Iterable[Incident]) -> dict[str, tuple[date, date]]:
    """Component id to the first and last day on which a record names it."""
    days: dict[str, tuple[date, date]] = {}
    for incident in incidents:
        first, last = _days(incident)
        named = set(incident.components)
        for update in incident.updates:
            named.update(update.changes)
        for component in named:
            known = days.get(component, (first, last))
            days[component] = (min(known[0], first), max(known[1], last))
    return days


def _days(incident: Incident) -> tuple[date, date]:
    moments: list[datetime] = [update.at for update in incident.updates]
    moments += [moment for moment in (incident.starts, incident.ends, incident.started) if moment]
    return min(moments).date(), max(moments).date()


def site_components(
    sources: Sequence[SourceComponent],
    ids: Mapping[str, str],
    incidents: Sequence[Incident],
    *,
    has_list: bool,
) -> list[Component]:
    """The components to add, in the source's order, retired ones last.

    `since` is the oldest day that speaks of the component, so that no uptime is claimed for a time without a record:
    the source's own date or the oldest record that names it. A listed component that no record names counts from
    the newest record on. `retired` is the day after the last record that names it, where the source's list no longer
    has it; a source without a list (`has_list` false) keeps what its newest year names.
    """
    days = named_days(incidents)
    # Windows may lie ahead, and uptime counts from no day that is still to come.
    newest = max((incident.updates[-1].at.date() for incident in incidents), default=None)
    components = []
    for source in sources:
        first, last = days.get(ids[source.key], (None, None))
        since = min((day for day in (source.since, first) if day), default=newest)
        current = source.listed if has_list else _is_recent(last, newest)
        components.append(
            Component(
                id=ids[source.key],
                name=clean_line(source.name) or source.key,
                group=clean_line(source.group or "") or None,
                description=clean_line(source.description or "") or None,
                since=since,
                retired=None if current or last is None else last + timedelta(days=1),
            )
        )
    return sorted(components, key=lambda component: component.retired is not None)


def _is_recent(last: date | None, newest: date | None) -> bool:
    return last is None or newest is None or newest - last <= _CURRENT_WITHIN
