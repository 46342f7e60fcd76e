"""One file of a cState site, converted to an incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from statusgen.importers.conversion import Converted, Note, Refused
from statusgen.importers.cstate_config import CStateSite
from statusgen.importers.cstate_front import CStateFile, read_cstate_file
from statusgen.importers.cstate_kind import issue_kind, issue_status
from statusgen.importers.cstate_times import date_in_name, read_date
from statusgen.importers.cstate_updates import Facts, cstate_updates
from statusgen.importers.names import clean_line
from statusgen.importers.old_addresses import valid_aliases
from statusgen.model import ComponentStatus, Incident, Kind, Update

__all__ = ["affected_systems", "convert_cstate_record", "stem_of"]


def stem_of(source: str) -> str:
    """The part of a file's name that became its address: `a/b.md` is b, and the bundle `a/index.md` is a."""
    path = PurePosixPath(source)
    return path.parent.name if path.stem == "index" and path.parent.name else path.stem


def affected_systems(file: CStateFile, site: CStateSite) -> tuple[list[str], list[Note]]:
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


def convert_cstate_record(
    data: bytes, source: str, site: CStateSite, ids: Mapping[str, str], *, slug: str, now: datetime
) -> Converted | Refused:
    """The file `source` (its path below the issues) as an incident with the slug `slug`, or why it is none.

    `ids` gives each affected system its component id.
    """
    file = read_cstate_file(data)
    refusal = _refusal(file, source)
    if refusal:
        return Refused(source=source, note=refusal)
    facts, notes = _facts(file, source, site, ids)
    if facts is None:
        return Refused(source=source, note=Note(reason="it has no date, and its name has none"))
    updates, more = cstate_updates(file.body, facts, site, now)
    incident = Incident(
        slug=slug,
        path="",
        title=facts.title,
        kind=facts.kind,
        components=facts.components,
        updates=tuple(updates),
        started=facts.date if facts.kind is Kind.INCIDENT and _begins_earlier(facts, updates) else None,
        starts=facts.date if facts.kind is not Kind.INCIDENT else None,
        ends=facts.end if facts.kind is not Kind.INCIDENT else None,
        aliases=tuple(facts.aliases),
    )
    own = valid_aliases(_addresses(file, source)[:1])[0]
    return Converted(
        source=source,
        incident=incident,
        address=own[0] if own else None,
        notes=(*file.notes, *notes, *more),
    )


def _begins_earlier(facts: Facts, updates: Sequence[Update]) -> bool:
    return facts.date < updates[0].at and (facts.end is not None or not facts.is_over)


def _refusal(file: CStateFile, source: str) -> Note | None:
    stem = stem_of(source).lower()
    if stem.startswith("_index") or stem in {"index", "readme"}:
        return Note(reason="it is the page of a section, no record")
    if file.text("draft").lower() == "true":
        return Note(reason="it is a draft: the source does not publish it")
    if not file.fields and not file.body.strip():
        return Note(reason="the file is empty")
    if "template" in stem and not date_in_name(stem) and not read_date(file.text("date"))[0]:
        return Note(reason="it is a template, no record: its name says so, and it has no date")
    return None


def _facts(
    file: CStateFile, source: str, site: CStateSite, ids: Mapping[str, str]
) -> tuple[Facts | None, list[Note]]:
    notes: list[Note] = []
    stem = stem_of(source)
    title = clean_line(file.text("title"))
    if not title:
        title = clean_line(stem.replace("-", " ").replace("_", " ")) or "Untitled"
        notes.append(Note(reason="it has no title: named after its file"))
    date, is_clean = read_date(file.text("date"), site.zone)
    if date is None:
        date = date_in_name(stem)
        if date is None:
            return None, notes
        notes.append(
            Note(reason="its date cannot be read: taken from its name", detail=file.text("date") or "none")
        )
    elif not is_clean:
        notes.append(Note(reason="its date was misspelt", detail=file.text("date")))
    severity, note = issue_status(file.text("severity"))
    informational = file.text("informational").lower() == "true"
    affected, more = affected_systems(file, site)
    is_over, end, end_notes = _end(file, date, site, informational)
    notes += [*([note] if note and affected and not informational else []), *more, *end_notes]
    if informational:
        severity = ComponentStatus.OPERATIONAL
    kind = issue_kind(
        title=title,
        name=stem,
        body=file.body,
        has_window=end is not None,
        informational=informational,
        idle=severity is ComponentStatus.OPERATIONAL and not affected,
    )
    if kind is Kind.MAINTENANCE:
        notes.append(Note(reason="its words announce planned work: imported as a maintenance"))
        if severity is not ComponentStatus.OPERATIONAL:
            severity = ComponentStatus.UNDER_MAINTENANCE
    aliases, dropped = valid_aliases(_addresses(file, source))
    notes += [
        Note(reason="an old address is no path of this site: dropped", detail=alias) for alias in dropped
    ]
    components = dict.fromkeys((ids[key] for key in affected), severity)
    return (
        Facts(
            title=title,
            date=date,
            end=end,
            is_over=is_over,
            kind=kind,
            components=components,
            aliases=aliases,
        ),
        notes,
    )


def _end(
    file: CStateFile, date: datetime, site: CStateSite, informational: bool
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


def _addresses(file: CStateFile, source: str) -> list[str]:
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
