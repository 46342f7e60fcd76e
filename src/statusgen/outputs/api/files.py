"""The files of the API: what a Statuspage, incident.io's widget and Instatus serve, from one view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.view import View
from statusgen.model import Kind
from statusgen.outputs.api.components import ApiPage, api_page
from statusgen.outputs.api.moments import api_time, page_changed_at
from statusgen.outputs.api.present import Present
from statusgen.outputs.api.shapes import (
    components_after,
    components_now,
    public_text,
    record_shape,
)
from statusgen.outputs.api.widgets import incident_io_summary, instatus_summary

__all__ = ["NEWEST", "api_files", "record_api_files"]

NEWEST = 50
"""How many incidents or maintenances a list holds at most, as on a Statuspage."""

_encode = msgspec.json.Encoder().encode  # ten times as fast as Python's own, and the same bytes


def api_files(view: View, page: ApiPage | None = None) -> Mapping[str, bytes]:
    """The files that tell of the whole site, by path; `page` is that of `view`, where it is known already."""
    page = page or api_page(view)
    present = Present.of(view)
    files = {
        **{
            f"api/v2/{name}.json": content for name, content in _statuspage_files(view, present, page).items()
        },
        "api/v1/summary": incident_io_summary(view, present, page),
        "summary.json": instatus_summary(view, present, page),
    }
    return {path: _json(content) for path, content in files.items()}


def _statuspage_files(view: View, present: Present, page: ApiPage) -> Mapping[str, Mapping[str, Any]]:
    """The content of each file below `/api/v2/` that tells of the whole site."""
    head = _head(page, api_time(page_changed_at(view)))
    status = {"status": {"indicator": view.page.indicator, "description": view.page.description}}
    components = {"components": page.listed}
    unresolved = _listing("incidents", present.incidents, page)
    planned = "scheduled_maintenances"
    summary = {
        **components,
        **unresolved,
        **_listing(planned, [*present.under_way, *present.ahead], page),
        **status,
    }
    files: Mapping[str, Mapping[str, Any]] = {
        "summary": summary,
        "status": status,
        "components": components,
        "incidents": _listing("incidents", _newest(view, Kind.INCIDENT), page),
        "incidents/unresolved": unresolved,
        "scheduled-maintenances": _listing(planned, _newest(view, Kind.MAINTENANCE), page),
        "scheduled-maintenances/upcoming": _listing(planned, present.ahead, page),
        "scheduled-maintenances/active": _listing(planned, present.under_way, page),
    }
    return {name: {**head, **content} for name, content in files.items()}


def record_api_files(view: View, facts: IncidentFacts, page: ApiPage | None = None) -> Mapping[str, bytes]:
    """The file of one record, by path; none for a notice. Give `page`, that of `view`, when there are many records.

    A file depends on

    - the record and its postmortems;
    - the site's name, address and time zone, the components in the settings with their order and whether each has
      been retired by now, and the moment of the very first update of the site (`recorded_since`);
    - while the record is open, the present statuses of the components that it names, and when those began.

    It depends on nothing else, so what happens today changes no file of last year. For that, the components of a
    finished record stand there as it left them, operational since its end, and `page.updated_at` is the record's own
    `updated_at`. Who wants to know how components are now reads `summary.json`, or `incidents.json`, where
    those inside of incidents carry their present status.
    """
    if facts.kind is Kind.NOTICE:
        return {}
    page = page or api_page(view)
    record = record_shape(facts, page, components_after(facts, page), public_text(page))
    content = {**_head(page, record["updated_at"]), "incident": record}
    return {f"api/v2/incidents/{record['id']}.json": _json(content)}


def _head(page: ApiPage, updated_at: str) -> Mapping[str, Any]:
    return {"page": {**page.head, "updated_at": updated_at}}


def _newest(view: View, kind: Kind) -> Iterable[IncidentFacts]:
    """Those that were told last, newest first: there are clients that watch the first of the list and no other."""
    found = (view.by_slug[one.slug] for one in reversed(view.site.incidents) if one.slug in view.by_slug)
    return islice((facts for facts in found if facts.kind is kind), NEWEST)


def _listing(name: str, records: Iterable[IncidentFacts], page: ApiPage) -> Mapping[str, Sequence[Any]]:
    """`records` below the name that the API gives the list; the components inside are as they are now."""
    text_of = public_text(page)
    return {name: [record_shape(facts, page, components_now(facts, page), text_of) for facts in records]}


def _json(content: Mapping[str, Any]) -> bytes:
    return _encode(content) + b"\n"
