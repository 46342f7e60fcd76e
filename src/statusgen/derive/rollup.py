"""From component statuses to one verdict: the page's indicator and an incident's impact."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from statusgen.derive.spans import Span
from statusgen.model import ComponentStatus, Impact, Incident, Kind

__all__ = [
    "PageStatus",
    "impact_of",
    "named_components",
    "page_status",
    "worst_of",
    "worst_statuses",
]


class PageStatus(Struct, frozen=True, kw_only=True):
    """The verdict over the whole page, in the words of the Statuspage v2 API."""

    indicator: Impact
    description: str


_SEVERITIES = {status: status.severity for status in ComponentStatus}
_MAJOR = ComponentStatus.MAJOR_OUTAGE
_PARTIAL = ComponentStatus.PARTIAL_OUTAGE
_DEGRADED = ComponentStatus.DEGRADED_PERFORMANCE
_MAINTENANCE = ComponentStatus.UNDER_MAINTENANCE


def page_status(statuses: Iterable[ComponentStatus]) -> PageStatus:
    """The verdict over the statuses of all components; no component at all means that nothing is wrong.

    The rules are those of the Statuspage v2 API: the first that matches decides.
    """
    found = list(statuses)
    present = set(found)
    if present == {_MAJOR}:
        return PageStatus(indicator=Impact.CRITICAL, description="Major System Outage")
    if _MAJOR in present or present == {_PARTIAL}:
        return PageStatus(indicator=Impact.MAJOR, description="Partial System Outage")
    if _PARTIAL in present:
        return PageStatus(indicator=Impact.MINOR, description="Minor Service Outage")
    if present == {_DEGRADED}:
        return PageStatus(indicator=Impact.MINOR, description="Degraded System Service")
    if _DEGRADED in present:
        return PageStatus(indicator=Impact.MINOR, description="Partially Degraded Service")
    if _MAINTENANCE in present:
        return PageStatus(indicator=Impact.MAINTENANCE, description="Service Under Maintenance")
    return PageStatus(indicator=Impact.NONE, description="All Systems Operational")


def worst_of(statuses: Iterable[ComponentStatus]) -> ComponentStatus:
    """The most severe of `statuses`; operational if there is none."""
    return max(statuses, key=_SEVERITIES.__getitem__, default=ComponentStatus.OPERATIONAL)


def named_components(incident: Incident) -> Collection[str]:
    """The components that the record names anywhere."""
    named = dict.fromkeys(incident.components)
    for update in incident.updates:
        if update.changes:
            named.update(dict.fromkeys(update.changes))
    return named


def worst_statuses(incident: Incident, spans: Mapping[str, Sequence[Span]]) -> Mapping[str, ComponentStatus]:
    """Each component that the record names, at its worst; `spans` are those of the record."""
    # Those of the front matter first, then those that later updates impaired.
    worst = dict.fromkeys(incident.components, ComponentStatus.OPERATIONAL)
    for name, parts in spans.items():
        worst[name] = worst_of([span.status for span in parts])
    for update in incident.updates:
        for name in update.changes:
            worst.setdefault(name, ComponentStatus.OPERATIONAL)
    return worst


def impact_of(kind: Kind, worst: Mapping[str, ComponentStatus]) -> Impact:
    """The impact of a record of which the author says none: the page's rules over its components at their worst."""
    if kind is Kind.MAINTENANCE:
        return Impact.MAINTENANCE
    if kind is Kind.NOTICE:
        return Impact.NONE
    return page_status(worst.values()).indicator
