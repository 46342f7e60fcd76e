"""One more update, from what the command line says of it to the record's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click

from statusgen.cli.drafting import announce, fail, put_in_place, without_places
from statusgen.cli.editing import accepted_text
from statusgen.cli.finding import found_record
from statusgen.cli.moments import end_of, moment_of, whole_minute
from statusgen.cli.touched import touched_components
from statusgen.content.appending import with_field, with_update
from statusgen.content.draft import incident_draft
from statusgen.content.settings import SiteConfig
from statusgen.content.site import read_site
from statusgen.content.times import format_time
from statusgen.content.writing import update_text
from statusgen.derive.timeline import started_at, status_at
from statusgen.model import FINAL_STATUSES, STATUSES_OF_KIND, ComponentStatus, Incident, Kind, UpdateStatus
from statusgen.problems import Problem

__all__ = ["UpdateRequest", "append"]


@dataclass(frozen=True, kw_only=True)
class UpdateRequest:
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


@dataclass(frozen=True, kw_only=True)
class _Update:
    """An update without its text, and the fields of the front matter that change with it."""

    status: UpdateStatus
    at: datetime
    changes: Mapping[str, ComponentStatus]
    fields: Mapping[str, str]


def append(config_file: Path, now: datetime, request: UpdateRequest) -> None:
    """Puts the update that `request` describes into its record's file, unless something is wrong."""
    reading = read_site(config_file, now)
    config = reading.config
    record = found_record(request.slug, reading, now)
    update = _update(request, record, config, now)
    target = config.path.parent / record.path
    existing = _existing(target, config)

    def judge(text: str) -> Sequence[Problem]:
        changed = _changed(existing, record, update, text, config.shown(target))
        return without_places(incident_draft(changed.encode(), target, config, now)[1])

    if problems := judge("…"):
        # Before an author writes a text for nothing.
        fail(problems)
    text = accepted_text(request.message, _about(record, update), judge)
    written = "" if request.message else text
    if _existing(target, config) != existing:
        hint = "look at what changed, then write the update again"
        message = "was changed by somebody else meanwhile"
        fail([Problem(path=config.shown(target), message=message, hint=hint)], written=written)
    data = _changed(existing, record, update, text, config.shown(target)).encode()
    put_in_place(target, data, config, written=written)
    complete, _ = incident_draft(data, target, config, now)
    if complete is not None:
        announce(complete, config, now)


def _update(request: UpdateRequest, record: Incident, config: SiteConfig, now: datetime) -> _Update:
    if request.is_end:
        _refuse_second_end(record)
    zone = config.settings.timezone
    at = moment_of(request.at, now, zone, "--at") if request.at else _now_after(record, now)
    if any(update.at == at for update in record.updates):
        message = f"there is an update of {format_time(at)} already; add seconds, or take another time"
        raise click.BadParameter(message, param_hint="--at")
    return _Update(
        status=_status(request, record, at),
        at=at,
        changes=touched_components(request.component, config.components, record.kind),
        fields=dict(_fields(request, record, at, now, zone)),
    )


def _refuse_second_end(record: Incident) -> None:
    command = f"statusgen update {record.slug}"
    last = record.updates[-1]
    if record.kind is Kind.NOTICE:
        raise click.UsageError(f"a notice ends by the clock; to say when: {command} --ends TIME")
    if last.status in FINAL_STATUSES:
        first = STATUSES_OF_KIND[record.kind][0].value
        message = f"{record.slug} has been {last.status.value} since {format_time(last.at)}"
        raise click.UsageError(f"{message}; to open it again: {command} --status {first}")


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
    allowed = STATUSES_OF_KIND[record.kind]
    current = status_at(record, at)
    if request.is_end:
        allowed = tuple(status for status in allowed if status in FINAL_STATUSES)
        current = allowed[0]
    if request.status is None:
        return current
    status = UpdateStatus(request.status)
    if status not in allowed:
        words = ", ".join(word.value for word in allowed)
        what = (
            f"does not end this {record.kind.value}"
            if request.is_end
            else f"is no status of this {record.kind.value}"
        )
        raise click.BadParameter(f"{status.value} {what}; write one of: {words}", param_hint="--status")
    return status


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


def _existing(target: Path, config: SiteConfig) -> str:
    """The file's text with its byte order mark and line ends, which it keeps."""
    try:
        return target.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail([Problem(path=config.shown(target), message=f"cannot be read: {error}")])


def _changed(existing: str, record: Incident, update: _Update, text: str, shown: str) -> str:
    block = update_text(update.status, update.at, text, update.changes)
    changed = with_update(existing, record.updates, update.at, block)
    for name, value in update.fields.items():
        with_value = with_field(changed, name, value)
        if with_value is None:
            hint = f"write `{name}: {value}` into the file yourself"
            fail([Problem(path=shown, field=name, message="stands on more than one line", hint=hint)])
        changed = with_value
    return changed


def _about(record: Incident, update: _Update) -> str:
    """What the editor's comment says of the update and of the one before it."""
    last = record.updates[-1]
    changes = "".join(f", {name}={status.value}" for name, status in update.changes.items())
    return "\n".join(
        [
            f"{record.title}",
            f"{_word(update.status)}, {format_time(update.at)}{changes}",
            "",
            f"The last update was: {_word(last.status)}, {format_time(last.at)}",
            *(f"  {line}" for line in last.text.splitlines()[:12]),
        ]
    )


def _word(status: UpdateStatus) -> str:
    return status.value.replace("_", " ").capitalize()
