"""How the components of a Statuspage record fared, and what that means for its impact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from statusgen.importers.statuspage.components import codes_of
from statusgen.importers.statuspage.shape import text_of
from statusgen.model import FINAL_STATUSES, ComponentStatus, Impact, Kind, Update, UpdateStatus

__all__ = ["component_statuses", "ends_impaired", "own_impact"]

_OPERATIONAL = ComponentStatus.OPERATIONAL


def component_statuses(
    record: Mapping[str, Any],
    kind: Kind,
    ids: Mapping[str, str],
    updates: Sequence[Update],
    touched: Sequence[Mapping[str, ComponentStatus]],
) -> tuple[dict[str, ComponentStatus], list[Update]]:
    """The statuses from the start on, and the updates with what they change of them.

    A maintenance takes its components' statuses from the update with which it began, because what stands in its
    announcement is how they were before.
    """
    begun = next((n for n, update in enumerate(updates) if update.status is not UpdateStatus.SCHEDULED), None)
    first = begun if kind is Kind.MAINTENANCE else 0
    running: dict[str, ComponentStatus] = {}
    named = dict.fromkeys(ids[code] for code in codes_of(record) if code in ids)
    default = ComponentStatus.UNDER_MAINTENANCE if kind is Kind.MAINTENANCE else _OPERATIONAL
    at_start = touched[first] if first is not None else {}
    if first is not None and updates[first].status in FINAL_STATUSES:
        # The first word about a finished maintenance says how its components are afterwards.
        at_start = {} if kind is Kind.MAINTENANCE else at_start
    for component in named:
        running[component] = at_start.get(component, default)
    initial = dict(running)
    changed = []
    for number, update in enumerate(updates):
        if update.status in FINAL_STATUSES:
            # The end sets every component to operational by itself.
            running = dict.fromkeys(running, _OPERATIONAL)
            changed.append(update)
            continue
        said = {} if update.status is UpdateStatus.SCHEDULED else touched[number]
        changes = {name: status for name, status in said.items() if running.get(name) is not status}
        running.update(changes)
        changed.append(replace(update, changes=changes))
    return initial, changed


def ends_impaired(updates: Sequence[Update], touched: Sequence[Mapping[str, ComponentStatus]]) -> bool:
    """Whether the final update of several leaves a component in another status than operational."""
    is_over = len(updates) > 1 and updates[-1].status in FINAL_STATUSES
    return is_over and any(status is not _OPERATIONAL for status in touched[-1].values())


def own_impact(
    record: Mapping[str, Any], kind: Kind, initial: Mapping[str, ComponentStatus], updates: Sequence[Update]
) -> Impact | None:
    """The source's impact where it is not what would be derived from the components."""
    try:
        impact = Impact(text_of(record, "impact_override") or text_of(record, "impact"))
    except ValueError:
        return None
    worst = dict(initial)
    for update in updates:
        for name, status in update.changes.items():
            worst[name] = max(worst.get(name, _OPERATIONAL), status, key=lambda one: one.severity)
    derived = Impact.MAINTENANCE if kind is Kind.MAINTENANCE else _rolled_up(worst)
    return None if impact is derived else impact


def _rolled_up(worst: Mapping[str, ComponentStatus]) -> Impact:
    """The impact of components at their worst, by the rules of the Statuspage v2 API; the first match decides."""
    present = set(worst.values())
    major, partial = ComponentStatus.MAJOR_OUTAGE, ComponentStatus.PARTIAL_OUTAGE
    if present == {major}:
        return Impact.CRITICAL
    if major in present or present == {partial}:
        return Impact.MAJOR
    if partial in present or ComponentStatus.DEGRADED_PERFORMANCE in present:
        return Impact.MINOR
    return Impact.MAINTENANCE if ComponentStatus.UNDER_MAINTENANCE in present else Impact.NONE
