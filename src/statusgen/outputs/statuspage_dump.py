"""The whole record as one JSON file: what `statusgen export statuspage` writes.

The objects of the Statuspage v2 API stand in it as the site serves them below `/api/v2/`, but all of them:

    page, components, incidents, scheduled_maintenances, status

Everything that these shapes have no field for stands below one more key, so that no reader of theirs finds an unknown
field, and importing the file gives the same record again:

    statusgen
      version      1; another number means a shape that this description does not cover
      components   in the order of the settings, retired ones included:
                   code (the id in the API), id, and each setting that the API's object does not hold
      records      one for each incident and maintenance:
                   id (in the API), file (below content/incidents/), front_matter, updates
      notices      which the API knows nothing of: file, front_matter, updates
      postmortems  file (below content/postmortems/), front_matter, text, told_in (ids of updates in the API)

`front_matter` holds the fields of the file but those that the API's object holds as they are: the title where links or
tags in it were changed for the API, the window of a maintenance never. Of `updates`, a record lists those that have
something to add: id (in the API), and status, changes or text where the API tells them differently; a notice lists all
of them with status, at, text and changes.

Times are UTC in ISO 8601.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from statusgen.content.writing import OPTIONAL_FIELDS
from statusgen.derive.facts import IncidentFacts, UpdateFacts
from statusgen.derive.view import view_of
from statusgen.model import Component, Incident, Kind, Postmortem, Site, UpdateStatus
from statusgen.outputs.api.components import ApiPage, api_page
from statusgen.outputs.api.ids import component_id, postmortem_update_id, record_id, update_id
from statusgen.outputs.api.moments import api_time, page_changed_at
from statusgen.outputs.api.shapes import components_now, public_text, record_shape

__all__ = ["VERSION", "statuspage_dump"]

VERSION = 1

Shape = dict[str, Any]
_LISTED_FIELDS = ("slo", "upstream", "retired")
"""What the API's object of a listed component lacks."""
_OWN_FIELDS = ("name", "group", "description", "slo", "since", "upstream", "retired")
"""What is told of a component that the API does not list."""


def statuspage_dump(site: Site, now: datetime) -> bytes:
    """All records of `site`, with the present statuses at `now`, or at the newest update if that is later."""
    moment = max([now, *(update.at for record in site.incidents for update in record.updates)])
    view = view_of(site, moment)
    page = api_page(view)
    text_of = public_text(page)

    def shapes(kind: Kind) -> list[Shape]:
        found = (facts for facts in view.records if facts.kind is kind)
        return [record_shape(facts, page, components_now(facts, page), text_of) for facts in found]

    document = {
        "page": {**page.head, "updated_at": api_time(page_changed_at(view))},
        "components": page.listed,
        "incidents": shapes(Kind.INCIDENT),
        "scheduled_maintenances": shapes(Kind.MAINTENANCE),
        "status": {"indicator": view.page.indicator.value, "description": view.page.description},
        "statusgen": {
            "version": VERSION,
            "components": list(_components(page)),
            "records": [
                _record(facts, site, partial(text_of, facts))
                for facts in view.records
                if facts.kind is not Kind.NOTICE
            ],
            "notices": [_notice(record, site) for record in site.incidents if record.kind is Kind.NOTICE],
            "postmortems": [_postmortem(lesson, site) for lesson in site.postmortems],
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _components(page: ApiPage) -> Iterator[Shape]:
    listed = {shape["id"] for shape in page.listed}
    for component in page.site.components:
        code = component_id(component)
        fields = _LISTED_FIELDS if code in listed else _OWN_FIELDS
        yield {"code": code, "id": component.id, **_told(component, fields)}


def _record(facts: IncidentFacts, site: Site, public: Callable[[str], str]) -> Shape:
    incident = facts.incident
    front = _front_matter(incident)
    if incident.kind is Kind.MAINTENANCE:
        front = {name: value for name, value in front.items() if name not in ("starts", "ends")}
    if public(incident.title) != incident.title:
        front = {"title": incident.title, **front}
    updates = (_addition(fact, public) for fact in facts.updates)
    return {
        "id": record_id(incident),
        "file": _file(incident, site, "incidents"),
        "front_matter": front,
        "updates": [update for update in updates if len(update) > 1],
    }


def _addition(fact: UpdateFacts, public: Callable[[str], str]) -> Shape:
    """What the API's object of an update does not tell."""
    update = fact.update
    shape: Shape = {"id": update_id(fact)}
    if update.status is UpdateStatus.CANCELED:
        shape["status"] = update.status.value
    if update.changes:
        shape["changes"] = _plain(update.changes)
    if public(update.text) != update.text:
        shape["text"] = update.text
    return shape


def _notice(incident: Incident, site: Site) -> Shape:
    return {
        "file": _file(incident, site, "incidents"),
        "front_matter": {"title": incident.title, **_front_matter(incident)},
        "updates": [
            {"status": update.status.value, "at": _plain(update.at), "text": update.text}
            | ({"changes": _plain(update.changes)} if update.changes else {})
            for update in incident.updates
        ],
    }


def _front_matter(incident: Incident) -> Shape:
    kind = {} if incident.kind is Kind.INCIDENT else {"kind": incident.kind.value}
    return {"components": _plain(incident.components), **kind, **_told(incident, OPTIONAL_FIELDS)}


def _postmortem(lesson: Postmortem, site: Site) -> Shape:
    fields = ("title", "incidents", "published", "summary", "contributing_factors")
    actions = [
        _told(action, ("title", "kind", "owner", "due", "status", "link")) for action in lesson.actions
    ]
    explained = [record for record in site.incidents if record.slug in lesson.incidents]
    return {
        "file": _file(lesson, site, "postmortems"),
        "front_matter": _told(lesson, fields)
        | ({"actions": actions} if actions else {})
        | _told(lesson, ("aliases",)),
        "text": lesson.text,
        "told_in": [postmortem_update_id(record, lesson) for record in explained],
    }


def _file(record: Incident | Postmortem, site: Site, folder: str) -> str:
    return record.path.removeprefix(f"{site.content_dir}/{folder}/")


def _told(record: Component | Incident | Postmortem | Any, names: tuple[str, ...]) -> Shape:
    """The fields that have a value, as JSON has them."""
    found = ((name, getattr(record, name)) for name in names)
    return {name: _plain(value) for name, value in found if value is not None and value != ()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
