"""The state of a site for programs: what `statusgen status --json` prints.

    version       1; another number means a shape that this description does not cover
    page          {name, url} of the site; the url is empty if the site does not know its own
    now           the moment of which the state is told
    status        {indicator, description}: the page's verdict in the words of the Statuspage v2 API
    sentence      the front page's sentence, in English
    components    those that are not retired, in the order of the settings. Each:
                  id, name, group (or null), status, uptime_percent (over 90 days; null if no day counts)
    incidents     the open ones, newest activity first
    maintenances  those under way, then those ahead
    notices       those that stand on the front page
    problems      how many `statusgen check` finds; if there are any, a record may be missing here

Incidents, maintenances and notices are objects with

    slug, path (relative to the settings), url, title, kind, status, impact
    started_at    when it began or is to begin
    ends_at       the end of its window, or null
    updated_at    when the latest update was written
    next_update_at  when customers may expect to hear more, or null
    components    id to status, of those that it impairs now

Times are UTC in ISO 8601 (`2026-11-20T14:30:00Z`). New fields may be added; readers ignore those that they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from statusgen.derive.components import ComponentHealth
from statusgen.derive.facts import IncidentFacts
from statusgen.derive.view import View
from statusgen.outputs.pages.state import page_state
from statusgen.outputs.paths import incident_path
from statusgen.outputs.phrases import iso
from statusgen.outputs.words import words_for

__all__ = ["status_json"]


def status_json(view: View, problems: int) -> str:
    """The state of `view` as the object that this module describes; `problems` is how many faults its files have."""
    planned = [*view.maintenance_under_way, *view.maintenance_ahead]
    data = {
        "version": 1,
        "page": {"name": view.site.name, "url": view.site.url},
        "now": iso(view.now),
        "status": {"indicator": view.page.indicator, "description": view.page.description},
        "sentence": page_state(view, words_for("en")).sentence,
        "components": [_component(health) for health in view.current_components],
        "incidents": [_record(facts, view) for facts in view.open_incidents],
        "maintenances": [_record(facts, view) for facts in planned],
        "notices": [_record(facts, view) for facts in view.current_notices],
        "problems": problems,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _component(health: ComponentHealth) -> Mapping[str, Any]:
    percent = health.uptime.percent
    return {
        "id": health.component.id,
        "name": health.component.name,
        "group": health.component.group,
        "status": health.status,
        "uptime_percent": None if percent is None else round(percent, 4),
    }


def _record(facts: IncidentFacts, view: View) -> Mapping[str, Any]:
    incident = facts.incident
    return {
        "slug": facts.slug,
        "path": incident.path,
        "url": view.site.url + incident_path(facts),
        "title": incident.title,
        "kind": facts.kind,
        "status": facts.status,
        "impact": facts.impact,
        "started_at": iso(facts.started_at),
        "ends_at": iso(incident.ends) if incident.ends else None,
        "updated_at": iso(facts.told_at),
        "next_update_at": iso(facts.next_update_at) if facts.next_update_at else None,
        "components": dict(facts.current),
    }
