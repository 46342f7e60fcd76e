"""Which file each converted record becomes, seen against the files that are there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.times import format_time
from statusgen.content.writing import incident_text
from statusgen.importers.conversion import Converted, Note, Refused
from statusgen.importers.existing import ExistingRecords
from statusgen.importers.names import fingerprint, is_slug
from statusgen.importers.progress import Listener, told
from statusgen.importers.proof import record_fault, tell_the_same
from statusgen.importers.report import Kept, Written

__all__ = ["Known", "Placement", "place"]

# A record's own id is short enough to stand in its address; anything longer is told apart by a fingerprint.
_LONGEST_ID = 20
_THE_SITE = ""
_ANY_TIME = r"[0-9: -]+UTC"


class Known(Struct, frozen=True, kw_only=True):
    """What the site has, besides its records."""

    pages: Collection[str] = ()
    """Addresses that it needs for itself."""
    components: Collection[str] = ()
    """Ids that the settings will have."""
    timezone: str | None = None


class Placement(Struct, frozen=True, kw_only=True):
    """Files to write, and what becomes of every record."""

    files: Mapping[str, bytes]
    """Path of a new file below `content/incidents/` to its content."""
    written: Sequence[Written]
    kept: Sequence[Kept]
    refused: Sequence[Refused] = ()


def place(
    converted: Sequence[Converted], existing: ExistingRecords, known: Known, progress: Listener = None
) -> Placement:
    """A file for each record that has none, under a slug and with addresses that nobody else has.

    A record is known again by its id, else by an old address, else by its slug. A file that is there is never
    written over: it is unchanged, or it was edited and stays. What the reader would refuse is refused here.
    """
    files: dict[str, bytes] = {}
    written: list[Written] = []
    kept: list[Kept] = []
    refused: list[Refused] = []
    taken_slugs = set(existing.contents)
    # Address to the record that has it: a slug here, or what the source calls one that is new.
    owners = dict.fromkeys((f"/{page}" for page in known.pages), _THE_SITE)
    owners.update(existing.slug_of_alias)
    slugs = [_known_slug(record, existing) for record in converted]
    for record, slug in zip(converted, slugs, strict=True):
        if record.address:
            owners.setdefault(record.address, slug or _new(record))
    for record, slug in told("placing records", list(zip(converted, slugs, strict=True)), progress):
        aliases, notes = _own_aliases(record, slug or _new(record), owners)
        incident = replace(record.incident, aliases=tuple(aliases))
        content = incident_text(incident).encode()
        if slug is not None:
            edited = _differs(content, existing.contents[slug], record.dated, known)
            kept.append(Kept(source=record.source, slug=slug, edited=edited))
            continue
        slug = _free_slug(record, taken_slugs)
        if fault := record_fault(content, slug, known.components):
            refused.append(Refused(source=record.source, note=fault))
            continue
        taken_slugs.add(slug)
        files[f"{record.folder}{slug}.md"] = content
        notes = [*record.notes, *notes]
        written.append(Written(source=record.source, slug=slug, notes=tuple(dict.fromkeys(notes))))
    return Placement(files=files, written=written, kept=kept, refused=refused)


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


def _differs(content: bytes, found: bytes, dated: Sequence[datetime], known: Known) -> bool:
    """Whether the file says something else than `content`; moments that the import gives are no difference."""
    # Git may check files out with the line ends of Windows.
    found = found.replace(b"\r\n", b"\n")
    if found == content:
        return False
    if not dated:
        return not tell_the_same(content, found, known.components, known.timezone)
    pattern = re.escape(content.decode())
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
