"""What an incident says that cannot be true together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from statusgen.content.times import format_time
from statusgen.content.tree import Tree, problem_at
from statusgen.model import FINAL_STATUSES, ComponentStatus, Incident, Kind, UpdateStatus
from statusgen.problems import Problem

__all__ = ["contradictions", "may_contradict_itself"]


def may_contradict_itself(incident: Incident) -> bool:
    """Whether `incident` says anything that another part of it could exclude: most say too little."""
    if incident.kind is not Kind.INCIDENT:
        return True
    tells_times = incident.started or incident.detected or incident.starts or incident.ends
    return tells_times is not None or incident.updates[0].status in FINAL_STATUSES


def contradictions(incident: Incident, front: Tree, path: str) -> Iterator[Problem]:
    """A problem for each statement of `incident` that another one excludes; `front` tells where fields stand."""
    if incident.kind is Kind.NOTICE:
        yield from _notice_problems(incident, front, path)
    yield from _time_problems(incident, front, path)


def _notice_problems(incident: Incident, front: Tree, path: str) -> Iterator[Problem]:
    """A status that a notice names would be shown nowhere."""
    for component, status in incident.components.items():
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
