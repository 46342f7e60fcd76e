"""A new record, from what the command line says of it to its file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from statusgen.cli.drafting import announce, fail, put_in_place, readable_settings, without_places
from statusgen.cli.editing import accepted_text
from statusgen.cli.moments import end_of, moment_of, whole_minute
from statusgen.cli.touched import touched_components
from statusgen.content.draft import incident_draft
from statusgen.content.settings import SiteConfig
from statusgen.content.slugs import slug_of
from statusgen.content.times import format_time
from statusgen.content.writing import incident_text, update_heading
from statusgen.model import (
    FINAL_STATUSES,
    STATUSES_OF_KIND,
    Impact,
    Incident,
    Kind,
    Reporter,
    Update,
    UpdateStatus,
)
from statusgen.problems import Problem

__all__ = ["Request", "write_record"]


class Request(Struct, frozen=True, kw_only=True):
    """What the command line says of a record; times and components are still texts."""

    kind: Kind
    title: str
    component: Sequence[str]
    message: str | None
    at: str | None
    status: str | None = None
    starts: str | None = None
    ends: str | None = None
    reported_by: str | None = None
    impact: str | None = None


def write_record(config_file: Path, now: datetime, request: Request) -> None:
    """Writes the record that `request` describes, unless something is wrong with it."""
    config = readable_settings(config_file)
    record = _record(request, config, now)
    target = config.path.parent / record.path

    def judge(text: str) -> Sequence[Problem]:
        data = incident_text(_with_text(record, text)).encode()
        return without_places(incident_draft(data, target, config, now)[1])

    if problems := judge("…"):
        # Before an author writes a text for nothing.
        fail(problems)
    with accepted_text(request.message, _about(record), judge) as text:
        complete = _with_text(record, text)
        put_in_place(target, incident_text(complete).encode(), config, is_new=True)
        announce(complete, config, now)


def _record(request: Request, config: SiteConfig, now: datetime) -> Incident:
    """The record with an empty text, and with a path that no other record has."""
    zone = config.settings.timezone
    at = moment_of(request.at, now, zone, "--at") if request.at else whole_minute(now)
    starts = moment_of(request.starts, now, zone, "--starts") if request.starts else None
    ends = end_of(request.ends, starts or at, zone, "--ends") if request.ends else None
    # A maintenance is known by the day on which it takes place, not by that of its announcement.
    day = starts if starts and request.kind is Kind.MAINTENANCE else at
    slug = _free_slug(f"{day:%Y-%m-%d}-{slug_of(request.title) or request.kind.value}", config)
    status = UpdateStatus(request.status) if request.status else STATUSES_OF_KIND[request.kind][0]
    if request.kind is Kind.MAINTENANCE and ends and ends <= at and status not in FINAL_STATUSES:
        message = (
            f"the window is past, it ended at {format_time(ends)}; "
            "write the day of one to come, or add --status completed"
        )
        raise click.BadParameter(message, param_hint="--starts, --ends")
    return Incident(
        slug=slug,
        path=config.relative(config.docs_dir / "incidents" / f"{slug}.md"),
        title=request.title,
        kind=request.kind,
        components=touched_components(request.component, config.components, request.kind),
        updates=(Update(status=status, at=at, text=""),),
        impact=Impact(request.impact) if request.impact else None,
        reported_by=Reporter(request.reported_by) if request.reported_by else None,
        starts=starts,
        ends=ends,
    )


def _free_slug(wanted: str, config: SiteConfig) -> str:
    """`wanted`, with the first number behind it that no record's file has yet."""
    taken = {path.stem.lower() for path in (config.docs_dir / "incidents").rglob("*.md")}
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _with_text(record: Incident, text: str) -> Incident:
    return replace(record, updates=(replace(record.updates[0], text=text),))


def _about(record: Incident) -> str:
    """What the editor's comment says of the record."""
    update = record.updates[0]
    lines = [
        f"New {record.kind.value}: {record.title}",
        update_heading(update.status, update.at).removeprefix("## "),
    ]
    if record.starts and record.ends:
        lines.append(f"From {format_time(record.starts)} to {format_time(record.ends)}")
    touched = (f"{name}={status.value}" for name, status in record.components.items())
    lines.append("Components: " + (", ".join(touched) or "none (-c checkout=partial_outage names one)"))
    return "\n".join(lines)
