"""One file below `content/incidents/`, read into an incident, a maintenance or a notice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from statusgen.content.body import read_updates
from statusgen.content.fields import SLUG
from statusgen.content.front_matter import Document, read_document
from statusgen.content.headings import HeadingContext
from statusgen.content.schema import IncidentFields
from statusgen.content.slugs import slug_problem
from statusgen.content.times import format_time
from statusgen.content.validation import problem_at, validate
from statusgen.content.yaml_tree import Tree
from statusgen.model import FINAL_STATUSES, ComponentStatus, Incident, Kind, Update, UpdateStatus
from statusgen.problems import Problem

__all__ = ["IncidentFile", "read_incident"]

_LISTED_STATUS = {
    Kind.INCIDENT: ComponentStatus.DEGRADED_PERFORMANCE,
    Kind.MAINTENANCE: ComponentStatus.UNDER_MAINTENANCE,
    Kind.NOTICE: ComponentStatus.OPERATIONAL,
}


@dataclass(frozen=True, kw_only=True)
class IncidentFile:
    """What was read from one file; `incident` is None when a fault makes it unreadable."""

    path: str
    """As problems name it."""
    front: Tree
    incident: Incident | None


def read_incident(
    data: bytes, *, path: str, source: str, components: Collection[str], timezone: str | None
) -> tuple[IncidentFile, list[Problem]]:
    """The record in `data`, and every fault of its file.

    `path` is how problems name the file, `source` its path relative to the settings, `components`
    the known ids, `timezone` the zone of times that are written without one.
    """
    slug = PurePosixPath(source).stem
    problems = list(slug_problem(slug, path))
    document, found = read_document(data, path)
    problems += found
    if document is None:
        return IncidentFile(path=path, front=Tree(), incident=None), problems
    context = {"components": tuple(components), "timezone": timezone}
    fields, found = validate(document.front, IncidentFields, path=path, context=context)
    problems += found
    kind = fields.kind if fields else _kind_of(document)
    heading_context = HeadingContext(path=path, kind=kind, components=components, timezone=timezone)
    updates, found = read_updates(document.body, document.body_line, heading_context)
    problems += found
    incident = None
    if fields is not None and updates and SLUG.fullmatch(slug):
        incident = _incident(fields, updates, slug, source)
        problems += _notice_problems(incident, document.front, path)
        problems += _time_problems(incident, document.front, path)
    return IncidentFile(path=path, front=document.front, incident=incident), problems


def _kind_of(document: Document) -> Kind:
    """The kind that faulty front matter names, so that its headings are judged rightly all the same."""
    front = document.front.value
    word = str(front.get("kind", "")).strip().lower() if isinstance(front, dict) else ""
    return Kind(word) if word in list(Kind) else Kind.INCIDENT


def _incident(fields: IncidentFields, updates: list[Update], slug: str, source: str) -> Incident:
    touched = fields.components
    listed = _LISTED_STATUS[fields.kind]
    components = touched if isinstance(touched, dict) else dict.fromkeys(touched, listed)
    return Incident(
        slug=slug,
        path=source,
        components=components,
        updates=tuple(updates),
        tags=tuple(fields.tags),
        aliases=tuple(fields.aliases),
        **fields.model_dump(exclude={"components", "tags", "aliases"}),
    )


def _notice_problems(incident: Incident, front: Tree, path: str) -> Iterator[Problem]:
    """A status that a notice names would be shown nowhere."""
    for component, status in incident.components.items() if incident.kind is Kind.NOTICE else ():
        if status is not ComponentStatus.OPERATIONAL:
            at = ("components", component)
            yield problem_at(front, at, "a notice changes no status", "write kind: incident", path=path)


def _time_problems(incident: Incident, front: Tree, path: str) -> Iterator[Problem]:
    """Moments that contradict each other."""
    first = incident.updates[0]

    def at(field: str, message: str, hint: str = "") -> Problem:
        return problem_at(front, (field,), message, hint, path=path)

    if incident.kind is Kind.INCIDENT:
        yield from _window_fields_of_an_incident(incident, at)
    elif incident.started:
        yield at("started", "is a field of incidents only", "write starts")
    if incident.kind is Kind.MAINTENANCE:
        for field, value in (("starts", incident.starts), ("ends", incident.ends)):
            if value is None:
                yield at(
                    field, "is missing: a maintenance has a window", f"write {field}: 2026-11-24 22:00 UTC"
                )
    if incident.starts and incident.ends and incident.ends <= incident.starts:
        message = f"{format_time(incident.ends)} is not after starts, {format_time(incident.starts)}"
        yield at("ends", message, "mend one of the two times")
    if incident.kind is Kind.MAINTENANCE:
        yield from _window_problems(incident, at)
    if incident.kind is Kind.INCIDENT and first.status in FINAL_STATUSES and len(incident.updates) > 1:
        begin = format_time(incident.updates[1].at)
        message = f"resolved at {format_time(first.at)}, before the first other update, {begin}"
        hint = "mend one of the two times"
        yield Problem(path=path, line=first.line, column=1, message=message, hint=hint)


def _window_fields_of_an_incident(incident: Incident, at: Callable[..., Problem]) -> Iterator[Problem]:
    first = incident.updates[0]
    if incident.started and incident.started > first.at:
        alone = len(incident.updates) == 1 and first.status in FINAL_STATUSES
        what = "the end" if alone else "the first update"
        message = f"{format_time(incident.started)} is after {what}, {format_time(first.at)}"
        yield at("started", message, "mend one of the two times")
    if incident.started and incident.detected and incident.detected < incident.started:
        message = f"{format_time(incident.detected)} is before started, {format_time(incident.started)}"
        yield at("detected", message, "mend one of the two times")
    for field, value in (("starts", incident.starts), ("ends", incident.ends)):
        if value is not None:
            yield at(field, "is a field of maintenances and notices only", "write kind: maintenance")


def _window_problems(incident: Incident, at: Callable[..., Problem]) -> Iterator[Problem]:
    """A window that the updates contradict: the page would call the maintenance ahead for good."""
    first = incident.updates[0]
    is_ended = any(update.status in FINAL_STATUSES for update in incident.updates)
    if incident.ends and first.at > incident.ends and not is_ended:
        yield at("ends", "is over before it was announced", "mend starts and ends")
        return
    for update in incident.updates:
        if update.status is UpdateStatus.SCHEDULED and incident.starts and update.at >= incident.starts:
            message = f"Scheduled is told at or after starts, {format_time(incident.starts)}"
            problem = at("starts", message, "mend starts and ends to the new window")
            yield replace(problem, line=update.line, column=1, field="")
