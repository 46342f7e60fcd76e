"""The Statuspage v2 API to the letter: which fields there are, in which order, and what each may hold.

`faults_in` says what is wrong with a document, so that a test can show all of it at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

Check = Callable[[Any], bool]
Shape = Mapping[str, "Check | Shape | list[Shape]"]

COMPONENT_STATUSES = (
    "operational",
    "degraded_performance",
    "partial_outage",
    "major_outage",
    "under_maintenance",
)
INCIDENT_STATUSES = ("investigating", "identified", "monitoring", "resolved", "postmortem")
MAINTENANCE_STATUSES = ("scheduled", "in_progress", "verifying", "completed")
IMPACTS = ("none", "minor", "major", "critical", "maintenance")
VERDICTS = {
    ("critical", "Major System Outage"),
    ("major", "Partial System Outage"),
    ("minor", "Minor Service Outage"),
    ("minor", "Degraded System Service"),
    ("minor", "Partially Degraded Service"),
    ("maintenance", "Service Under Maintenance"),
    ("none", "All Systems Operational"),
}


def is_id(value: Any) -> bool:
    """12 of `[0-9a-z]`."""
    return isinstance(value, str) and re.fullmatch("[0-9a-z]{12}", value) is not None


def is_text(value: Any) -> bool:
    """A text that is not empty."""
    return isinstance(value, str) and value != ""


def is_time(value: Any) -> bool:
    """ISO 8601 with milliseconds and a zone, as the strictest client reads it."""
    if not isinstance(value, str) or not re.fullmatch(r"\S+T\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)", value):
        return False
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%f%z").utcoffset() is not None


def is_day(value: Any) -> bool:
    """`2024-03-01`."""
    return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))


def is_url(value: Any) -> bool:
    """A whole address."""
    return isinstance(value, str) and re.fullmatch(r"https?://\S+", value) is not None


def is_count(value: Any) -> bool:
    """A whole number from 1 on; Python takes True for one."""
    return type(value) is int and value >= 1


def is_bool(value: Any) -> bool:
    """True or false, and nothing that only looks like it."""
    return type(value) is bool


def is_null(value: Any) -> bool:
    """Nothing."""
    return value is None


def nullable(check: Check) -> Check:
    """Null, or what `check` allows."""
    return lambda value: value is None or check(value)


def one_of(words: Sequence[str]) -> Check:
    """One of these words."""
    return lambda value: type(value) is str and value in words


PAGE: Shape = {"id": is_id, "name": is_text, "url": is_url, "time_zone": is_text, "updated_at": is_time}
STATUS: Shape = {
    "indicator": one_of(IMPACTS),
    "description": one_of([description for _, description in VERDICTS]),
}
COMPONENT: Shape = {
    "id": is_id,
    "name": is_text,
    "status": one_of(COMPONENT_STATUSES),
    "created_at": is_time,
    "updated_at": is_time,
    "position": is_count,
    "description": nullable(is_text),
    "showcase": is_bool,
    "start_date": nullable(is_day),
    "group_id": nullable(is_id),
    "page_id": is_id,
    "group": is_bool,
    "only_show_if_degraded": is_bool,
}
GROUP: Shape = {**COMPONENT, "components": lambda value: bool(value) and all(map(is_id, value))}
AFFECTED: Shape = {
    "code": is_id,
    "name": is_text,
    "old_status": one_of(COMPONENT_STATUSES),
    "new_status": one_of(COMPONENT_STATUSES),
}


def _update(statuses: Sequence[str]) -> Shape:
    return {
        "id": is_id,
        "status": one_of(statuses),
        "body": lambda value: isinstance(value, str),
        "incident_id": is_id,
        "created_at": is_time,
        "updated_at": is_time,
        "display_at": is_time,
        "affected_components": nullable(lambda value: isinstance(value, list) and bool(value)),
        "deliver_notifications": is_bool,
        "custom_tweet": is_null,
        "tweet_id": is_null,
    }


def _record(statuses: Sequence[str]) -> Shape:
    return {
        "id": is_id,
        "name": is_text,
        "status": one_of(statuses),
        "created_at": is_time,
        "updated_at": is_time,
        "monitoring_at": nullable(is_time),
        "resolved_at": nullable(is_time),
        "impact": one_of(IMPACTS),
        "shortlink": is_url,
        "started_at": is_time,
        "page_id": is_id,
        "incident_updates": [_update(statuses)],
        "components": [COMPONENT],
    }


INCIDENT: Shape = {**_record(INCIDENT_STATUSES), "reminder_intervals": is_null}
MAINTENANCE: Shape = {
    **_record(MAINTENANCE_STATUSES),
    "scheduled_for": is_time,
    "scheduled_until": is_time,
}
_LISTS: Mapping[str, Shape] = {"incidents": INCIDENT, "scheduled_maintenances": MAINTENANCE}
FILES: Mapping[str, Sequence[str]] = {
    "summary.json": ("page", "components", "incidents", "scheduled_maintenances", "status"),
    "status.json": ("page", "status"),
    "components.json": ("page", "components"),
    "incidents.json": ("page", "incidents"),
    "incidents/unresolved.json": ("page", "incidents"),
    "scheduled-maintenances.json": ("page", "scheduled_maintenances"),
    "scheduled-maintenances/upcoming.json": ("page", "scheduled_maintenances"),
    "scheduled-maintenances/active.json": ("page", "scheduled_maintenances"),
}
"""Each file below `/api/v2/`, and its parts in their order."""


def faults_in(value: Any, shape: Any, place: str) -> Iterator[str]:
    """What is wrong with `value`, each with its place."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{place}: is no list"
            return
        for number, entry in enumerate(value):
            yield from faults_in(entry, shape[0], f"{place}[{number}]")
    elif isinstance(shape, Mapping):
        if not isinstance(value, dict) or list(value) != list(shape):
            found = list(value) if isinstance(value, dict) else value
            yield f"{place}: has {found}, not {list(shape)}"
            return
        for name, inner in shape.items():
            yield from faults_in(value[name], inner, f"{place}.{name}")
    elif not shape(value):
        yield f"{place}: {value!r}"


def component_faults(components: Any, place: str) -> Iterator[str]:
    """What is wrong with the page's own list: fields, and groups that know their members and are known by them."""
    for number, component in enumerate(components):
        shape = GROUP if component.get("group") else COMPONENT
        yield from faults_in(component, shape, f"{place}[{number}]")
    listed = {component["id"]: component for component in components}
    if len(listed) != len(components):
        yield f"{place}: an id stands twice"
    for component in components:
        members = [one["id"] for one in components if one["group_id"] == component["id"]]
        if members != component.get("components", []):
            yield f"{place}: {component['name']} does not know its members"
        if component["group_id"] is not None and not listed.get(component["group_id"], {}).get("group"):
            yield f"{place}: {component['name']} is in a group that is none"


def record_faults(record: Any, shape: Shape, place: str) -> Iterator[str]:
    """What is wrong with an incident or a maintenance: its fields, and what they say of each other."""
    faults = list(faults_in(record, shape, place))
    yield from faults
    if faults:
        return
    updates = record["incident_updates"]
    told = [update["display_at"] for update in updates]
    ids = [update["id"] for update in updates]
    if not updates or told != sorted(told, reverse=True):
        yield f"{place}: has no update, or not the newest first"
    if len(set(ids)) != len(ids):
        yield f"{place}: an update's id stands twice"
    known = {component["id"] for component in record["components"]}
    for update in updates:
        yield from faults_in(update["affected_components"] or [], [AFFECTED], f"{place}.affected_components")
        touched = [affected["code"] for affected in update["affected_components"] or []]
        if update["incident_id"] != record["id"] or not set(touched) <= known:
            yield f"{place}: an update belongs to something else"
    if (record["status"] in ("resolved", "postmortem", "completed")) is (record["resolved_at"] is None):
        yield f"{place}: is {record['status']}, resolved at {record['resolved_at']}"
    if record["created_at"] > record["updated_at"]:
        yield f"{place}: was changed before it was made"


def file_faults(name: str, document: Any) -> Iterator[str]:
    """What is wrong with the document that `/api/v2/` serves under `name`."""
    if list(document) != list(FILES[name]):
        yield f"{name}: has {list(document)}, not {list(FILES[name])}"
        return
    yield from faults_in(document["page"], PAGE, f"{name}.page")
    if "status" in document:
        yield from faults_in(document["status"], STATUS, f"{name}.status")
        if tuple(document["status"].values()) not in VERDICTS:
            yield f"{name}: {document['status']} does not go together"
    yield from component_faults(document.get("components", []), f"{name}.components")
    for part, shape in _LISTS.items():
        records = document.get(part, [])
        if len(records) > 50 or len({record["id"] for record in records}) != len(records):
            yield f"{name}: more than 50, or one of them twice"
        for number, record in enumerate(records):
            yield from record_faults(record, shape, f"{name}.{part}[{number}]")
            if record["page_id"] != document["page"]["id"]:
                yield f"{name}: {record['name']} is of another page"


def single_faults(name: str, document: Any) -> Iterator[str]:
    """What is wrong with the document that `/api/v2/incidents/` serves under `name`."""
    if list(document) != ["page", "incident"]:
        yield f"{name}: has {list(document)}"
        return
    record = document["incident"]
    yield from faults_in(document["page"], PAGE, f"{name}.page")
    shape = MAINTENANCE if "scheduled_for" in record else INCIDENT
    yield from record_faults(record, shape, name)
    if name != f"{record['id']}.json" or record["page_id"] != document["page"]["id"]:
        yield f"{name}: is {record['id']} of {record['page_id']}"


def api_faults(files: Mapping[str, bytes]) -> list[str]:
    """Everything that is wrong with the API in `files`, contents by path from the site's root."""
    faults: list[str] = []
    documents = {path: json.loads(data) for path, data in files.items() if path.startswith("api/v2/")}
    for name in FILES:
        faults += file_faults(name, documents.pop(f"api/v2/{name}"))
    for path, document in documents.items():
        faults += single_faults(path.removeprefix("api/v2/incidents/"), document)
    return faults


def api_of(site_dir: Path) -> Mapping[str, bytes]:
    """The API of a built site, by path from the site's root."""
    found = (file for file in (site_dir / "api").rglob("*") if file.is_file())
    return {
        file.relative_to(site_dir).as_posix(): file.read_bytes()
        for file in [*found, site_dir / "summary.json"]
    }
