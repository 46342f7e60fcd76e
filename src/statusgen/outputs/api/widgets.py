"""The summaries that clients of incident.io and of Instatus read.

incident.io's widget: https://docs.incident.io/status-pages/widget-api. Instatus: https://instatus.com/help/api/public-data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.rollup import worst_of
from statusgen.derive.view import View
from statusgen.model import ComponentStatus, Impact, UpdateStatus
from statusgen.outputs.api.components import ApiPage
from statusgen.outputs.api.ids import record_id
from statusgen.outputs.api.moments import api_time, record_changed_at
from statusgen.outputs.api.present import Present
from statusgen.outputs.api.shapes import public_text
from statusgen.outputs.paths import incident_path

__all__ = ["incident_io_summary", "instatus_summary"]

Shape = dict[str, Any]

_WORST_IMPACTS = {
    ComponentStatus.MAJOR_OUTAGE: "full_outage",
    ComponentStatus.PARTIAL_OUTAGE: "partial_outage",
}
_INSTATUS_IMPACTS = {
    Impact.NONE: "OPERATIONAL",
    Impact.MAINTENANCE: "UNDERMAINTENANCE",
    Impact.MINOR: "DEGRADEDPERFORMANCE",
    Impact.MAJOR: "PARTIALOUTAGE",
    Impact.CRITICAL: "MAJOROUTAGE",
}


def incident_io_summary(view: View, present: Present, page: ApiPage) -> Mapping[str, Any]:
    """The content of `/api/v1/summary`."""

    def event(facts: IncidentFacts, status: str, **times: str) -> Shape:
        return {**_event(facts, view, page, status), **times}

    return {
        "page_title": view.site.name,
        "page_url": view.site.url.rstrip("/"),
        "ongoing_incidents": [
            event(facts, facts.status.value, current_worst_impact=_worst_impact(facts))
            for facts in present.incidents
        ],
        "in_progress_maintenances": [
            event(
                facts,
                "maintenance_in_progress",
                started_at=api_time(facts.started_at),
                scheduled_end_at=api_time(facts.incident.ends or facts.started_at),
            )
            for facts in present.under_way
        ],
        "scheduled_maintenances": [
            event(
                facts,
                "maintenance_scheduled",
                starts_at=api_time(facts.started_at),
                ends_at=api_time(facts.incident.ends or facts.started_at),
            )
            for facts in present.ahead
        ],
    }


def _event(facts: IncidentFacts, view: View, page: ApiPage, status: str) -> Shape:
    text_of = public_text(page)
    return {
        "id": record_id(facts.incident),
        "name": text_of(facts, facts.incident.title),
        "url": view.site.url + incident_path(facts),
        "status": status,
        "last_update_at": api_time(facts.told_at),
        "last_update_message": text_of(facts, facts.latest.update.text),
        "affected_components": list(_affected(facts, view, page)),
    }


def _affected(facts: IncidentFacts, view: View, page: ApiPage) -> Iterator[Shape]:
    """What the record impairs now, else all that it names: a maintenance ahead impairs nothing yet."""
    names = facts.current or facts.worst
    for name, shape in page.components.items():
        if name in names:
            group = view.components[name].component.group
            yield {"id": shape["id"], "name": shape["name"], **({"group_name": group} if group else {})}


def _worst_impact(facts: IncidentFacts) -> str:
    """The worst at present, in one of the three words that there are: the mildest stands for all below it too."""
    return _WORST_IMPACTS.get(worst_of(facts.current.values()), "degraded_performance")


def instatus_summary(view: View, present: Present, page: ApiPage) -> Mapping[str, Any]:
    """The content of `/summary.json`."""
    text_of = public_text(page)
    return {
        "page": {
            "name": view.site.name,
            "url": view.site.url.rstrip("/"),
            "status": _instatus_status(view.page.indicator),
        },
        "activeIncidents": [
            {
                "id": record_id(facts.incident),
                "name": text_of(facts, facts.incident.title),
                "started": api_time(facts.started_at),
                "status": facts.status.value.upper(),
                "impact": _INSTATUS_IMPACTS[facts.impact],
                "url": view.site.url + incident_path(facts),
                "updatedAt": api_time(record_changed_at(facts)),
            }
            for facts in present.incidents
        ],
        "activeMaintenances": _instatus_maintenances(view, present, page),
    }


def _instatus_status(indicator: Impact) -> str:
    return {Impact.NONE: "UP", Impact.MAINTENANCE: "UNDERMAINTENANCE"}.get(indicator, "HASISSUES")


def _instatus_maintenances(view: View, present: Present, page: ApiPage) -> Sequence[Shape]:
    text_of = public_text(page)
    return [
        {
            "id": record_id(facts.incident),
            "name": text_of(facts, facts.incident.title),
            "start": api_time(facts.started_at),
            "status": "NOTSTARTEDYET" if facts.status is UpdateStatus.SCHEDULED else "INPROGRESS",
            "duration": _minutes((facts.incident.ends or facts.started_at) - facts.started_at),
            "url": view.site.url + incident_path(facts),
            "updatedAt": api_time(record_changed_at(facts)),
        }
        for facts in [*present.under_way, *present.ahead]
    ]


def _minutes(length: timedelta) -> int:
    return max(round(length / timedelta(minutes=1)), 0)
