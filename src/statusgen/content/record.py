"""Faults that show only when all files are seen together, or when the time is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta

from statusgen.content.addresses import OutputPaths
from statusgen.content.incidents import IncidentFile
from statusgen.content.postmortems import PostmortemFile
from statusgen.content.times import format_time
from statusgen.content.tree import Tree, problem_at
from statusgen.problems import Problem

__all__ = ["FUTURE_TOLERANCE", "record_problems", "slug_of_file"]

FUTURE_TOLERANCE = timedelta(minutes=15)
"""How far an author's clock may be ahead of ours."""

RecordFile = IncidentFile | PostmortemFile


def slug_of_file(path: str) -> str:
    """The name of a record's file without its ending."""
    return path.rpartition("/")[2].removesuffix(".md")


def record_problems(
    incidents: Sequence[IncidentFile],
    postmortems: Sequence[PostmortemFile],
    *,
    pages: Callable[[], Collection[str]],
    front_of: Callable[[IncidentFile], Tree],
    now: datetime,
) -> Iterator[Problem]:
    """Repeated slugs, ids and aliases, aliases that hide a page, and updates from the future.

    `pages` returns the addresses that are taken, relative to the site's root; `front_of` the front matter of
    a file with a fault in it, for the place.
    """
    for files in (incidents, postmortems):
        yield from _repeated_slugs(files)
    with_id = [file for file in incidents if file.incident and file.incident.id is not None]
    yield from _repeated_ids(with_id, front_of)
    with_alias: list[RecordFile] = [file for file in incidents if file.incident and file.incident.aliases]
    with_alias += [file for file in postmortems if file.postmortem and file.postmortem.aliases]
    if with_alias:
        yield from _alias_problems(with_alias, pages(), front_of)
    # Updates are sorted by time.
    for file in [file for file in incidents if file.incident and file.incident.updates[-1].at > now]:
        yield from _future_updates(file, now)


def _repeated_slugs(files: Sequence[RecordFile]) -> Iterator[Problem]:
    slugs = [slug_of_file(file.path).lower() for file in files]
    if len(set(slugs)) == len(slugs):
        return
    seen: dict[str, str] = {}
    for file, slug in zip(files, slugs, strict=True):
        if slug in seen:
            message = f"has the same address as {seen[slug]}"
            yield Problem(path=file.path, message=message, hint="rename the newer of the two files")
        else:
            seen[slug] = file.path


def _repeated_ids(
    files: Sequence[IncidentFile], front_of: Callable[[IncidentFile], Tree]
) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file in files:
        own = file.incident.id if file.incident else None
        if own in seen:
            message = f"`{own}` is the id of {seen[own]} too"
            hint = "give each record an id of its own"
            yield problem_at(front_of(file), ("id",), message, hint, path=file.path)
        elif own is not None:
            seen[own] = file.path


def _alias_problems(
    files: Sequence[RecordFile], pages: Collection[str], front_of: Callable[[IncidentFile], Tree]
) -> Iterator[Problem]:
    paths = OutputPaths(pages)
    for file in files:
        record = file.incident if isinstance(file, IncidentFile) else file.postmortem
        for index, alias in enumerate(record.aliases if record else ()):
            clash = paths.clash(alias.lstrip("/"))
            paths.add(alias.lstrip("/"), file.path)
            if clash:
                message, hint = f"`{alias}` {clash[0]}", clash[1]
                front = front_of(file) if isinstance(file, IncidentFile) else file.front
                yield problem_at(front, ("aliases", index), message, hint, path=file.path)


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
