"""What the command line says of an update, and what follows from that for a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import click
from msgspec import Struct

from statusgen.cli.moments import end_of, moment_of, whole_minute
from statusgen.cli.touched import touched_components
from statusgen.content.settings import SiteConfig
from statusgen.content.times import format_time
from statusgen.derive.timeline import started_at, status_at
from statusgen.model import FINAL_STATUSES, STATUSES_OF_KIND, ComponentStatus, Incident, Kind, UpdateStatus

__all__ = ["Addition", "UpdateRequest", "requested_addition"]


class UpdateRequest(Struct, frozen=True, kw_only=True):
    """What the command line says of an update; times and components are still texts."""

    slug: str | None
    component: Sequence[str]
    message: str | None
    at: str | None
    status: str | None
    next_update: str | None
    starts: str | None
    ends: str | None
    reported_by: str | None
    impact: str | None
    is_end: bool = False
    """Whether the update is to end the record."""


class Addition(Struct, frozen=True, kw_only=True):
    """An update without its text, and the fields of the front matter that change with it."""

    status: UpdateStatus
    at: datetime
    changes: Mapping[str, ComponentStatus]
    fields: Mapping[str, str]


def requested_addition(
    request: UpdateRequest, record: Incident, config: SiteConfig, now: datetime
) -> Addition:
    """What `request` adds to `record` as it stands; wrong usage where that makes no sense."""
    if request.is_end:
        _refuse_second_end(record)
    zone = config.settings.timezone
    at = moment_of(request.at, now, zone, "--at") if request.at else _now_after(record, now)
    if any(update.at == at for update in record.updates):
        message = f"there is an update of {format_time(at)} already; add seconds, or take another time"
        raise click.BadParameter(message, param_hint="--at")
    return Addition(
        status=_status(request, record, at),
        at=at,
        changes=touched_components(request.component, config.components),
        fields=dict(_fields(request, record, at, now, zone)),
    )


def _refuse_second_end(record: Incident) -> None:
    if record.kind is Kind.NOTICE:
        command = f"statusgen update {record.slug} --ends TIME"
        raise click.UsageError(f"a notice ends by the clock; to say when: {command}")
    if record.updates[-1].status in FINAL_STATUSES:
        raise click.UsageError(_has_ended(record, record.updates[-1].status, record.updates[-1].at))


def _has_ended(record: Incident, status: UpdateStatus, at: datetime) -> str:
    command = f"statusgen update {record.slug} --status"
    first = STATUSES_OF_KIND[record.kind][0].value
    return (
        f"{record.slug} has been {status.value} since {format_time(at)}; to open it again: {command} {first}; "
        f"to add a word to it: {command} {status.value}"
    )


def _now_after(record: Incident, now: datetime) -> datetime:
    """The whole minute, or the first free second where the minute is taken."""
    last = record.updates[-1].at
    if whole_minute(now) > last:
        return whole_minute(now)
    if last - now < timedelta(minutes=1):
        return max(now, last + timedelta(seconds=1))
    message = f"the last update is of {format_time(last)}, and it is {format_time(now)} now; say when this one happened"
    raise click.BadParameter(message, param_hint="--at")


def _status(request: UpdateRequest, record: Incident, at: datetime) -> UpdateStatus:
    if request.status is None:
        return _unsaid_status(request, record, at)
    status = UpdateStatus(request.status)
    allowed = _allowed(request, record)
    if status in allowed:
        return status
    words = ", ".join(word.value for word in allowed)
    what = "does not end" if request.is_end else "is no status of"
    message = f"{status.value} {what} this {record.kind.value}; write one of: {words}"
    raise click.BadParameter(message, param_hint="--status")


def _allowed(request: UpdateRequest, record: Incident) -> Sequence[UpdateStatus]:
    statuses = STATUSES_OF_KIND[record.kind]
    return [status for status in statuses if status in FINAL_STATUSES] if request.is_end else statuses


def _unsaid_status(request: UpdateRequest, record: Incident, at: datetime) -> UpdateStatus:
    """The one that ends the record, or that which it has at `at`."""
    if request.is_end:
        return _allowed(request, record)[0]
    before = next((update for update in reversed(record.updates) if update.at < at), None)
    if before is not None and before.status in FINAL_STATUSES:
        # Nobody ends a record twice by accident, nor opens it again.
        raise click.UsageError(_has_ended(record, before.status, before.at))
    return status_at(record, at)


def _fields(
    request: UpdateRequest, record: Incident, at: datetime, now: datetime, zone: str | None
) -> Iterator[tuple[str, str]]:
    """Name and text of each field that changes."""
    starts = moment_of(request.starts, now, zone, "--starts") if request.starts else None
    if starts:
        yield "starts", format_time(starts)
    if request.ends:
        start = starts or (at if record.kind is Kind.NOTICE else started_at(record))
        yield "ends", format_time(end_of(request.ends, start, zone, "--ends"))
    if request.next_update:
        yield "next_update", format_time(end_of(request.next_update, at, zone, "--next-update"))
    if request.reported_by:
        yield "reported_by", request.reported_by
    if request.impact:
        yield "impact", request.impact
