"""Faults that show only when all files are seen together, or when the time is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from statusgen.content.addresses import OutputPaths
from statusgen.content.incidents import IncidentFile
from statusgen.content.postmortems import PostmortemFile
from statusgen.content.times import format_time
from statusgen.content.validation import problem_at
from statusgen.problems import Problem

__all__ = ["FUTURE_TOLERANCE", "record_problems"]

FUTURE_TOLERANCE = timedelta(minutes=15)
"""How far an author's clock may be ahead of ours."""

RecordFile = IncidentFile | PostmortemFile


def record_problems(
    incidents: Sequence[IncidentFile],
    postmortems: Sequence[PostmortemFile],
    *,
    pages: Collection[str],
    now: datetime,
) -> Iterator[Problem]:
    """Repeated slugs, ids and aliases, aliases that hide a page, and updates from the future.

    `pages` are the addresses that are taken, relative to the site's root.
    """
    for files in (incidents, postmortems):
        yield from _repeated_slugs(files)
    yield from _repeated_ids(incidents)
    yield from _alias_problems([*incidents, *postmortems], pages)
    for file in incidents:
        yield from _future_updates(file, now)


def _repeated_slugs(files: Sequence[RecordFile]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file in files:
        slug = PurePosixPath(file.path).stem.lower()
        if slug in seen:
            message = f"has the same address as {seen[slug]}"
            yield Problem(path=file.path, message=message, hint="rename the newer of the two files")
        else:
            seen[slug] = file.path


def _repeated_ids(files: Sequence[IncidentFile]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file in files:
        if file.incident is None or file.incident.id is None:
            continue
        if file.incident.id in seen:
            message = f"`{file.incident.id}` is the id of {seen[file.incident.id]} too"
            yield problem_at(
                file.front, ("id",), message, "give each record an id of its own", path=file.path
            )
        else:
            seen[file.incident.id] = file.path


def _alias_problems(files: Sequence[RecordFile], pages: Collection[str]) -> Iterator[Problem]:
    paths = OutputPaths(pages)
    for file in files:
        record = file.incident if isinstance(file, IncidentFile) else file.postmortem
        for index, alias in enumerate(record.aliases if record else ()):
            clash = paths.clash(alias.lstrip("/"))
            paths.add(alias.lstrip("/"), file.path)
            if clash:
                message, hint = f"`{alias}` {clash[0]}", clash[1]
                yield problem_at(file.front, ("aliases", index), message, hint, path=file.path)


def _future_updates(file: IncidentFile, now: datetime) -> Iterator[Problem]:
    for update in file.incident.updates if file.incident else ():
        # Compared as a difference: the end of the calendar has no time after it.
        if update.at - now > FUTURE_TOLERANCE:
            yield Problem(
                path=file.path,
                line=update.line,
                column=1,
                message=f"{format_time(update.at)} is in the future: an update tells what has happened",
                hint=f"it is {format_time(now)} now; announce what is to come with kind: maintenance and starts",
            )
