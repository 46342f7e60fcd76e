"""Which file each converted record becomes, seen against the files that are there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from statusgen.content.front_matter import read_document
from statusgen.content.times import format_time
from statusgen.content.writing import incident_text
from statusgen.importers.conversion import Converted, Note
from statusgen.importers.names import fingerprint, is_slug
from statusgen.importers.progress import Listener, told
from statusgen.importers.report import Kept, Written
from statusgen.problems import Problem

__all__ = ["ExistingRecords", "Placement", "existing_records", "place"]

# A record's own id is short enough to stand in its address; anything longer is told apart by a fingerprint.
_LONGEST_ID = 20
_THE_SITE = ""
_ANY_TIME = r"[0-9: -]+UTC"


@dataclass(frozen=True, kw_only=True)
class ExistingRecords:
    """What stands in `content/incidents/` already."""

    contents: Mapping[str, bytes]
    """Slug to the bytes of its file."""
    slug_of_id: Mapping[str, str]
    slug_of_alias: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Files to write, and what becomes of every record."""

    files: Mapping[str, bytes]
    """Name of a new file to its content."""
    written: Sequence[Written]
    kept: Sequence[Kept]


def existing_records(folder: Path) -> tuple[ExistingRecords, list[Problem]]:
    """The records below `folder` by slug, id and old address; a file that cannot be read is a problem."""
    contents: dict[str, bytes] = {}
    ids: dict[str, str] = {}
    aliases: dict[str, str] = {}
    problems = []
    for path in sorted(folder.rglob("*.md")):
        try:
            contents[path.stem.lower()] = path.read_bytes()
        except OSError as error:
            problems.append(Problem(path=path.as_posix(), message=f"cannot be read: {error.strerror}"))
            continue
        document, _ = read_document(contents[path.stem.lower()], path.as_posix())
        front = document.front.value if document else None
        if not isinstance(front, dict):
            continue
        if isinstance(front.get("id"), str):
            ids.setdefault(str(front["id"]), path.stem.lower())
        listed = front.get("aliases")
        for alias in [listed] if isinstance(listed, str) else listed if isinstance(listed, list) else []:
            aliases.setdefault(str(alias), path.stem.lower())
    return ExistingRecords(contents=contents, slug_of_id=ids, slug_of_alias=aliases), problems


def place(
    converted: Sequence[Converted],
    existing: ExistingRecords,
    pages: Collection[str],
    progress: Listener = None,
) -> Placement:
    """A file for each record that has none, under a slug and with addresses that nobody else has.

    A record is known again by its id, else by an old address, else by its slug. A file that is there is never
    written over: it is unchanged, or it was edited and stays. `pages` are addresses that the site needs for itself.
    """
    files: dict[str, bytes] = {}
    written: list[Written] = []
    kept: list[Kept] = []
    taken_slugs = set(existing.contents)
    # Address to the record that has it: a slug here, or what the source calls one that is new.
    owners = dict.fromkeys((f"/{page}" for page in pages), _THE_SITE)
    owners.update(existing.slug_of_alias)
    known = [_known_slug(record, existing) for record in converted]
    for record, slug in zip(converted, known, strict=True):
        if record.address:
            owners.setdefault(record.address, slug or _new(record))
    for record, slug in told("placing records", list(zip(converted, known, strict=True)), progress):
        aliases, notes = _own_aliases(record, slug or _new(record), owners)
        incident = replace(record.incident, aliases=tuple(aliases))
        content = incident_text(incident)
        if slug is not None:
            edited = _differs(content, existing.contents[slug], record.dated)
            kept.append(Kept(source=record.source, slug=slug, edited=edited))
            continue
        slug = _free_slug(record, taken_slugs)
        taken_slugs.add(slug)
        files[f"{slug}.md"] = content.encode()
        notes = [*record.notes, *notes]
        written.append(Written(source=record.source, slug=slug, notes=tuple(dict.fromkeys(notes))))
    return Placement(files=files, written=written, kept=kept)


def _new(record: Converted) -> str:
    # No slug holds a blank, so a record that is here already is never meant.
    return f"new {record.source}"


def _known_slug(record: Converted, existing: ExistingRecords) -> str | None:
    incident = record.incident
    if incident.id is not None:
        return existing.slug_of_id.get(incident.id)
    if record.address is not None:
        return existing.slug_of_alias.get(record.address)
    # Without an id and an old address, the slug itself was made from all that is known of the record.
    return incident.slug if incident.slug in existing.contents else None


def _differs(content: str, found: bytes, dated: Sequence[datetime]) -> bool:
    """Whether the file says something else than `content`; moments that the import gives are no difference."""
    # Git may check files out with the line ends of Windows.
    found = found.replace(b"\r\n", b"\n")
    if not dated:
        return found != content.encode()
    pattern = re.escape(content)
    for at in dated:
        pattern = pattern.replace(re.escape(format_time(at)), _ANY_TIME)
    return not re.fullmatch(pattern, found.decode("utf-8", "replace"))


def _own_aliases(record: Converted, owner: str, owners: dict[str, str]) -> tuple[list[str], list[Note]]:
    """Those of the record's old addresses that nobody else has, which are its own from now on."""
    free = [alias for alias in record.incident.aliases if owners.setdefault(alias, owner) == owner]
    reason = "an old address belongs to another page or record: dropped"
    lost = [alias for alias in record.incident.aliases if alias not in free]
    return free, [Note(reason=reason, detail=alias) for alias in lost]


def _free_slug(record: Converted, taken: Collection[str]) -> str:
    """The wished slug, else the one with the record's id, else with a fingerprint of how the source calls it."""
    wished = record.incident.slug
    id_ = (record.incident.id or "").lower()
    tails = [id_] if is_slug(id_) and len(id_) <= _LONGEST_ID else []
    tails += [fingerprint(record.source), fingerprint(record.source + wished, 16)]
    slugs = [wished, *(f"{wished}-{tail}" for tail in tails)]
    return next(slug for slug in slugs if slug not in taken)
