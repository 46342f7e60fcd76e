"""What an import did with each record, as data and as a summary to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from statusgen.importers.conversion import Note, Refused
from statusgen.importers.names import clean_line

__all__ = ["Kept", "Report", "Written", "report_text"]

_LONGEST_NAME = 200
_EDITED = Note(
    reason="the file here differs: edited here or changed at the source; remove it to import it again"
)


class Written(Struct, frozen=True, kw_only=True):
    """A record that this import writes, or would write in a dry run."""

    source: str
    slug: str
    notes: Sequence[Note] = ()


class Kept(Struct, frozen=True, kw_only=True):
    """A record whose file exists; `edited` says that it differs from what the import would write."""

    source: str
    slug: str
    edited: bool = False


class Report(Struct, frozen=True, kw_only=True):
    """What became of every record of a source; each record stands in one list only."""

    written: Sequence[Written] = ()
    kept: Sequence[Kept] = ()
    refused: Sequence[Refused] = ()
    postmortems_written: Sequence[Written] = ()
    postmortems_kept: Sequence[Kept] = ()
    postmortems_refused: Sequence[Refused] = ()
    components: Sequence[str] = ()
    """Ids that were added to the settings."""
    joined: Sequence[str] = ()
    """Ids that the settings had already, and that imported records name."""
    settings_path: str = "mkdocs.yml"
    remarks: Sequence[str] = ()
    dry_run: bool = False

    @property
    def adjusted(self) -> list[Written]:
        """The written records that differ from what the source says."""
        return [record for record in self.written if record.notes]

    @property
    def total(self) -> int:
        """How many records the source held."""
        return len(self.written) + len(self.kept) + len(self.refused)


def report_text(report: Report) -> str:
    """The summary: counts first, then every adjusted, kept and refused record below its reason."""
    parts = [_counts(report)]
    written = [*report.adjusted, *report.postmortems_written]
    parts += _section("Adjusted", ((note, _known_as(record)) for record in written for note in record.notes))
    edited = [record for record in (*report.kept, *report.postmortems_kept) if record.edited]
    parts += _section("Left as they are", ((_EDITED, record.slug) for record in edited))
    refused = [*report.refused, *report.postmortems_refused]
    parts += _section("Refused", ((record.note, _shown(record.source)) for record in refused))
    if report.components:
        verb = "Would add to" if report.dry_run else "Added to"
        parts.append(
            f"{verb} {report.settings_path}: {_number(report.components, 'component')}\n"
            + "".join(f"    {component}\n" for component in report.components)
        )
    if report.joined:
        verb = "would be" if report.dry_run else "were"
        joined = ", ".join(report.joined)
        parts.append(f"Already in {report.settings_path}: {joined} (the records {verb} joined to them)\n")
    parts += [f"{_shown(remark, 2000)}\n" for remark in report.remarks]
    return "\n".join(parts)


def _number(entries: Sequence[object], noun: str) -> str:
    return f"{len(entries)} {noun}" if len(entries) == 1 else f"{len(entries)} {noun}s"


def _counts(report: Report) -> str:
    edited = sum(record.edited for record in report.kept)
    verb = "would be imported" if report.dry_run else "imported"
    lines = [
        f"{report.total:6} {'record' if report.total == 1 else 'records'} in the source",
        f"{len(report.written):6} {verb}, {len(report.adjusted)} of them adjusted",
        f"{len(report.kept) - edited:6} unchanged since an earlier import",
        f"{edited:6} left as they are",
        f"{len(report.refused):6} refused",
    ]
    return "\n".join([*lines, *_postmortem_counts(report, verb)]) + "\n"


def _postmortem_counts(report: Report, verb: str) -> list[str]:
    """Only where the source has postmortems: most have none."""
    written, kept, refused = report.postmortems_written, report.postmortems_kept, report.postmortems_refused
    if not (written or kept or refused):
        return []
    edited = sum(record.edited for record in kept)
    text = f"{len(written):6} {'postmortem' if len(written) == 1 else 'postmortems'} {verb}"
    return [f"{text}, {len(kept) - edited} unchanged, {edited} left as they are, {len(refused)} refused"]


def _section(title: str, rows: Iterable[tuple[Note, str]]) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for note, record in rows:
        shown = f"{record} ({_shown(note.detail)})" if note.detail else record
        grouped.setdefault(note.reason, []).append(shown)
    if not grouped:
        return []
    lines = [title]
    for reason, records in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append(f"{len(records):6} {reason}")
        lines += [f"         {record}" for record in records]
    return ["\n".join(lines) + "\n"]


def _known_as(record: Written) -> str:
    source = _shown(record.source)
    return record.slug if record.slug in source else f"{source} -> {record.slug}"


def _shown(name: str, longest: int = _LONGEST_NAME) -> str:
    """A name or value from elsewhere, as it may stand in a terminal: on one line, and not without end."""
    line = clean_line(name)
    return line if len(line) <= longest else f"{line[:longest]}…"
