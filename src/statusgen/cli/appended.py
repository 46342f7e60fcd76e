"""One more update, from what the command line says of it to the record's file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from msgspec import Struct

from statusgen.cli.drafting import announce, fail, put_in_place, unwritable, without_places
from statusgen.cli.editing import accepted_text
from statusgen.cli.finding import found_record
from statusgen.cli.locking import only_writer
from statusgen.cli.update_request import Addition, UpdateRequest, requested_addition
from statusgen.content.appending import with_field, with_update
from statusgen.content.draft import incident_draft
from statusgen.content.settings import SiteConfig
from statusgen.content.site import read_site
from statusgen.content.writing import update_heading, update_text
from statusgen.model import Incident
from statusgen.problems import Problem

__all__ = ["append"]


class _Pending(Struct, frozen=True, kw_only=True):
    """An update of which only the text is missing, and the file to which it belongs, as it was read."""

    record: Incident
    existing: str
    addition: Addition
    target: Path
    config: SiteConfig

    def result(self, text: str) -> str:
        """The file with the update in it."""
        addition = self.addition
        block = update_text(addition.status, addition.at, text, addition.changes)
        changed = with_update(self.existing, self.record.updates, addition.at, block)
        for name, value in addition.fields.items():
            with_value = with_field(changed, name, value)
            if with_value is None:
                hint = f"write `{name}: {value}` into the file yourself"
                path = self.config.shown(self.target)
                fail([Problem(path=path, field=name, message="stands on more than one line", hint=hint)])
            changed = with_value
        return changed

    def judged(self, text: str, now: datetime) -> tuple[Incident | None, Sequence[Problem]]:
        """The record with the update in it, and what `check` would say of that."""
        draft, problems = incident_draft(self.result(text).encode(), self.target, self.config, now)
        return draft, without_places(problems)


def append(config_file: Path, now: datetime, request: UpdateRequest) -> None:
    """Puts the update that `request` describes into its record's file, unless something is wrong."""
    reading = read_site(config_file, now)
    config = reading.config
    target = config.path.parent / found_record(request.slug, reading, now).path
    pending = _pending(target, config, request, now)
    if problems := pending.judged("…", now)[1]:
        # Before an author writes a text for nothing.
        fail(problems)
    about = _about(pending)
    with accepted_text(request.message, about, lambda text: pending.judged(text, now)[1]) as text:
        with _locked(target, config):
            fresh = _pending(target, config, request, now)
            if fresh.existing != pending.existing:
                click.echo(f"note: {config.shown(target)} was changed by somebody else meanwhile", err=True)
            complete, problems = fresh.judged(text, now)
            if problems:
                fail(problems)
            put_in_place(target, fresh.result(text).encode(), config)
        if complete is not None:
            announce(complete, config, now)


def _existing(target: Path, config: SiteConfig) -> str:
    """The file's text with its byte order mark and line ends, which it keeps."""
    try:
        return target.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail([Problem(path=config.shown(target), message=f"cannot be read: {error}")])


@contextmanager
def _locked(target: Path, config: SiteConfig) -> Iterator[None]:
    """Runs the block while no other process changes `target`."""
    try:
        # The directory of the file itself, where a link leads to it.
        with only_writer(Path(os.path.realpath(target)).parent):
            yield
    except OSError as error:
        fail([unwritable(config.shown(target), error)])


def _pending(target: Path, config: SiteConfig, request: UpdateRequest, now: datetime) -> _Pending:
    """What `request` adds to the record that stands in `target` at this very moment."""
    existing = _existing(target, config)
    record, problems = incident_draft(existing.encode(), target, config, now)
    if problems or record is None:
        fail(problems)
    addition = requested_addition(request, record, config, now)
    return _Pending(record=record, existing=existing, addition=addition, target=target, config=config)


def _about(pending: _Pending) -> str:
    """What the editor's comment says of the update and of the one before it."""
    addition, last = pending.addition, pending.record.updates[-1]
    lines = [
        pending.record.title,
        update_heading(addition.status, addition.at, addition.changes).removeprefix("## "),
        "",
        f"The last update was: {update_heading(last.status, last.at).removeprefix('## ')}",
        *(f"  {line}" for line in last.text.splitlines()[:12]),
    ]
    return "\n".join(lines)
