"""What the browser needs to let maintenance start and end by the clock between two builds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from statusgen.derive.components import ComponentHealth
from statusgen.derive.facts import IncidentFacts
from statusgen.derive.rollup import worst_of
from statusgen.derive.view import View
from statusgen.model import ComponentStatus, Kind, UpdateStatus
from statusgen.outputs.pages.state import calm_state
from statusgen.outputs.phrases import iso
from statusgen.outputs.templates import tone_of_status
from statusgen.outputs.words import Words

__all__ = ["clock_data", "shared_clock_data", "window_data"]


def clock_data(shared: Mapping[str, Any], shown: Sequence[ComponentHealth]) -> dict[str, Any]:
    """The data of the script `clock.js` on a page that shows the components `shown`.

    `components` maps the id of each to its status without any window; `shared` is what all pages have.
    """
    governed = {window["slug"] for window in shared["windows"]}
    return {
        "components": {
            health.component.id: worst_of([
                facts.current[health.component.id]
                for facts in health.impaired_by
                if facts.is_open and facts.slug not in governed
            ])
            for health in shown
        },
        "names": {health.component.id: health.component.name for health in shown},
        **shared,
    }  # fmt: skip


def shared_clock_data(view: View, words: Words) -> Mapping[str, Any]:
    """What the script knows on every page.

    `windows` lists the maintenances that their window governs, `words` has the words that the script shows.
    """
    calm = calm_state(view, words)
    governed = [facts for facts in view.records if _is_governed_by_clock(facts, view)]
    return {
        "windows": [
            {
                "slug": facts.slug,
                "starts": iso(facts.started_at),
                "ends": iso(facts.incident.ends or facts.started_at),
                "components": _statuses_under_way(facts),
            }
            for facts in governed
        ],
        "statuses": {
            status: {"tone": tone_of_status(status), "word": words.status(status)}
            for status in ComponentStatus
        },
        "calm": {"sentence": calm.sentence, "tone": calm.tone},
        "words": {
            "all": words.gettext("%(status)s of all systems"),
            "some": words.gettext("%(status)s: %(components)s"),
            "more": words.gettext("%(names)s and %(count)d more"),
            "in_progress": words.status(UpdateStatus.IN_PROGRESS),
            "completed": words.status(UpdateStatus.COMPLETED),
        },
    }


def window_data(facts: IncidentFacts, view: View, words: Words) -> dict[str, str] | None:
    """What lets the page of a maintenance tell its state by the clock; None where only an update can change it."""
    if not _is_governed_by_clock(facts, view):
        return None
    return {
        "starts": iso(facts.started_at),
        "ends": iso(facts.incident.ends or facts.started_at),
        "status": facts.status,
        "in_progress": words.status(UpdateStatus.IN_PROGRESS),
        "completed": words.status(UpdateStatus.COMPLETED),
    }


def _statuses_under_way(facts: IncidentFacts) -> dict[str, str]:
    """What the maintenance does to each component within its window, as its newest update has it."""
    statuses = dict(facts.incident.components)
    for update in reversed(facts.updates):
        statuses.update(update.update.changes)
    return {name: status.value for name, status in statuses.items()}


def _is_governed_by_clock(facts: IncidentFacts, view: View) -> bool:
    """Whether time alone will start or end the maintenance."""
    ends = facts.incident.ends
    return facts.kind is Kind.MAINTENANCE and ends is not None and ends > view.now and facts.is_open
