"""A site at a moment: the one thing from which every page, feed and data file is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from statusgen.derive.components import ComponentHealth, component_health, was_over
from statusgen.derive.facts import IncidentFacts, incident_facts
from statusgen.derive.once import once
from statusgen.derive.rollup import PageStatus, named_components, page_status
from statusgen.model import Kind, Postmortem, Site, UpdateStatus

__all__ = ["View", "view_of"]


class View(Struct, frozen=True, kw_only=True, dict=True):
    """A site at the moment `now`, which is in UTC."""

    site: Site
    now: datetime
    page: PageStatus
    components: Mapping[str, ComponentHealth]
    """By id, in the order of the settings, retired ones included."""
    records: Sequence[IncidentFacts]
    """Newest start first."""
    by_slug: Mapping[str, IncidentFacts]
    postmortems: Sequence[Postmortem]
    """The published ones, newest first."""

    @once
    def current_components(self) -> Sequence[ComponentHealth]:
        """Those that are not retired."""
        return [health for health in self.components.values() if not health.is_retired]

    @once
    def _going_on(self) -> Sequence[IncidentFacts]:
        """All that may be open."""
        return [facts for facts in self.records if not was_over(facts, self.now)]

    @once
    def open_incidents(self) -> Sequence[IncidentFacts]:
        """Newest activity first."""
        found = [facts for facts in self._going_on if facts.kind is Kind.INCIDENT and facts.is_open]
        return sorted(found, key=lambda facts: facts.told_at, reverse=True)

    @once
    def maintenance_under_way(self) -> Sequence[IncidentFacts]:
        """Those whose window is open, the first to end first."""
        found = [facts for facts in self._going_on if facts.kind is Kind.MAINTENANCE and facts.is_under_way]
        return sorted(found, key=lambda facts: (facts.incident.ends or self.now, facts.slug))

    @once
    def maintenance_ahead(self) -> Sequence[IncidentFacts]:
        """Those that are announced, the next one first."""
        found = [facts for facts in self._going_on if facts.kind is Kind.MAINTENANCE]
        ahead = [facts for facts in found if facts.status is UpdateStatus.SCHEDULED]
        return sorted(ahead, key=lambda facts: (facts.started_at, facts.slug))

    @once
    def current_notices(self) -> Sequence[IncidentFacts]:
        """Those that stand on the front page now, newest first."""
        return [
            facts
            for facts in self._going_on
            if facts.kind is Kind.NOTICE and facts.is_open and facts.started_at <= self.now
        ]


def view_of(site: Site, now: datetime) -> View:
    """`site` at the moment `now`, with everything derived once; raises ValueError if `now` has no zone."""
    if now.utcoffset() is None:
        raise ValueError("now needs a time zone")
    now = now.astimezone(UTC)
    explained: dict[str, list[Postmortem]] = {}
    for postmortem in site.postmortems:
        for slug in postmortem.incidents:
            explained.setdefault(slug, []).append(postmortem)
    found = (
        incident_facts(incident, explained.get(incident.slug, ()), site.settings, now)
        for incident in site.incidents
    )
    records = sorted(
        (facts for facts in found if facts), key=lambda facts: (facts.started_at, facts.slug), reverse=True
    )
    touching: dict[str, list[IncidentFacts]] = {component.id: [] for component in site.components}
    for facts in records:
        for name in named_components(facts.incident):
            touching[name].append(facts)
    components = {
        component.id: component_health(component, touching[component.id], site.settings.slo_window, now)
        for component in site.components
    }
    current = [health.status for health in components.values() if not health.is_retired]
    return View(
        site=site,
        now=now,
        page=page_status(current),
        components=components,
        records=tuple(records),
        by_slug={facts.slug: facts for facts in records},
        postmortems=tuple(
            postmortem for postmortem in reversed(site.postmortems) if postmortem.published <= now
        ),
    )
