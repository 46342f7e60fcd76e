"""What the front matter of a cState file means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath

from statusgen.importers.conversion import Note
from statusgen.importers.cstate.config import CStateSite
from statusgen.importers.cstate.kind import issue_kind, issue_status
from statusgen.importers.cstate.updates import Facts
from statusgen.importers.front_files import SourceFile
from statusgen.importers.loose_times import date_in_name, read_date
from statusgen.importers.names import clean_line
from statusgen.importers.old_addresses import valid_aliases
from statusgen.model import ComponentStatus, Kind

__all__ = ["affected_systems", "old_addresses", "read_facts", "stem_of"]


def stem_of(source: str) -> str:
    """The part of a file's name that became its address: `a/b.md` is b, and the bundle `a/index.md` is a."""
    path = PurePosixPath(source)
    return path.parent.name if path.stem == "index" and path.parent.name else path.stem


def affected_systems(file: SourceFile, site: CStateSite) -> tuple[list[str], list[Note]]:
    """Keys of the systems that a file names; `all` stands for every system that the site lists."""
    keys: list[str] = []
    notes = []
    for name in file.names("affected"):
        if name.lower() in {"all", "all services"} and site.systems and site.system_named(name) == name:
            keys += [system.key for system in site.systems]
            notes.append(Note(reason="affected names all: read as every system that the site lists now"))
        elif name.lower() in {"none", "nothing"} and site.system_named(name) == name:
            notes.append(Note(reason="affected names nothing: read as no system"))
        elif clean_line(name):
            keys.append(site.system_named(clean_line(name)))
    return list(dict.fromkeys(keys)), notes


def read_facts(
    file: SourceFile, source: str, site: CStateSite, ids: Mapping[str, str]
) -> tuple[Facts | None, list[Note]]:
    """What the front matter of the file `source` says, or None for a file without a date; and notes."""
    title, notes = _title(file, source)
    date, more = _date(file, source, site)
    notes += more
    if date is None:
        return None, notes
    is_informational = file.text("informational").lower() == "true"
    is_over, end, more = _end(file, date, site, is_informational)
    affected, affected_notes = affected_systems(file, site)
    status, note = issue_status(file.text("severity"))
    notes += [*([note] if note and affected and not is_informational else []), *affected_notes, *more]
    status = ComponentStatus.OPERATIONAL if is_informational else status
    kind = issue_kind(
        title=title,
        name=stem_of(source),
        body=file.body,
        has_window=end is not None,
        informational=is_informational,
        idle=status is ComponentStatus.OPERATIONAL and not affected,
    )
    if kind is Kind.MAINTENANCE:
        notes.append(Note(reason="its words announce planned work: imported as a maintenance"))
        status = ComponentStatus.UNDER_MAINTENANCE if status is not ComponentStatus.OPERATIONAL else status
    aliases, dropped = valid_aliases(old_addresses(file, source))
    reason = "an old address is no path of this site: dropped"
    notes += [Note(reason=reason, detail=alias) for alias in dropped]
    components = dict.fromkeys((ids[key] for key in affected), status)
    facts = Facts(
        title=title, date=date, end=end, is_over=is_over, kind=kind, components=components, aliases=aliases
    )
    return facts, notes


def _title(file: SourceFile, source: str) -> tuple[str, list[Note]]:
    title = clean_line(file.text("title"))
    if title:
        return title, []
    title = clean_line(stem_of(source).replace("-", " ").replace("_", " ")) or "Untitled"
    return title, [Note(reason="it has no title: named after its file")]


def _date(file: SourceFile, source: str, site: CStateSite) -> tuple[datetime | None, list[Note]]:
    written = file.text("date")
    date, is_clean = read_date(written, site.zone)
    if date is not None:
        return date, [] if is_clean else [Note(reason="its date was misspelt", detail=written)]
    note = Note(reason="its date cannot be read: taken from its name", detail=written or "none")
    return date_in_name(stem_of(source)), [note]


def _end(
    file: SourceFile, date: datetime, site: CStateSite, informational: bool
) -> tuple[bool, datetime | None, list[Note]]:
    """Whether the issue is over, when it was, and what had to be adjusted."""
    written = file.text("resolvedwhen").strip()
    end, is_clean = read_date(written, site.zone) if written else (None, True)
    said = file.text("resolved").strip().lower()
    if not file.fields:
        return True, None, [_unknown_end("")]
    if said in {"false", "no"} or (not said and not end and not informational):
        return False, None, []
    if not said and end and not informational:
        reason = "it does not say that it is resolved, but when: taken for resolved"
        return (True, end, [Note(reason=reason)]) if end > date else (True, None, [_unknown_end(written)])
    if end is None or end <= date:
        return True, None, [] if informational else [_unknown_end(written)]
    return True, end, [] if is_clean else [Note(reason="its resolvedWhen was misspelt", detail=written)]


def _unknown_end(written: str) -> Note:
    reason = "its resolvedWhen is missing or not after its date: resolved, its duration unknown"
    return Note(reason=reason, detail=written or "none")


def old_addresses(file: SourceFile, source: str) -> list[str]:
    """Every address at which Hugo may have published the file, the one after its path first.

    Hugo writes paths in lower case unless it is told otherwise, and cState's own links keep the case.
    """
    stem = stem_of(source)
    folder = PurePosixPath(source).parent
    folder = folder.parent if PurePosixPath(source).stem == "index" else folder
    base = "/issues/" if folder.as_posix() == "." else f"/issues/{folder.as_posix()}/"
    found = [f"{base}{stem}/", f"{base}{stem.lower()}/"]
    if file.text("slug"):
        found.append(f"{base}{file.text('slug')}/")
    if file.text("url"):
        found.append(file.text("url"))
    given = (
        alias if alias.startswith(("/", "http")) else f"{base}{alias}" for alias in file.names("aliases")
    )
    return [*found, *given]
