"""What an import did with each record, as data and as a summary to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statusgen.importers.conversion import Note, Refused

__all__ = ["Kept", "Report", "Written", "report_text"]


@dataclass(frozen=True, kw_only=True)
class Written:
    """A record that this import writes, or would write in a dry run."""

    source: str
    slug: str
    notes: Sequence[Note] = ()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A record whose file exists; `edited` says that it differs from what the import would write."""

    source: str
    slug: str
    edited: bool = False


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of every record of a source; each record stands in one list only."""

    written: Sequence[Written] = ()
    kept: Sequence[Kept] = ()
    refused: Sequence[Refused] = ()
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
    parts += _section(
        "Adjusted", ((note, _known_as(record)) for record in report.adjusted for note in record.notes)
    )
    edited = [record for record in report.kept if record.edited]
    note = Note(
        reason="the file here differs: edited here or changed at the source; remove it to import it again"
    )
    parts += _section("Left as they are", ((note, record.slug) for record in edited))
    parts += _section("Refused", ((record.note, record.source) for record in report.refused))
    if report.components:
        verb = "Would add to" if report.dry_run else "Added to"
        parts.append(
            f"{verb} {report.settings_path}: {_component_count(report)}\n"
            + "".join(f"    {component}\n" for component in report.components)
        )
    if report.joined:
        verb = "would be" if report.dry_run else "were"
        joined = ", ".join(report.joined)
        parts.append(f"Already in {report.settings_path}: {joined} (the records {verb} joined to them)\n")
    parts += [f"{remark}\n" for remark in report.remarks]
    return "\n".join(parts)


def _component_count(report: Report) -> str:
    count = len(report.components)
    return f"{count} component" if count == 1 else f"{count} components"


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
    return "\n".join(lines) + "\n"


def _section(title: str, rows: Iterable[tuple[Note, str]]) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for note, record in rows:
        shown = f"{record} ({note.detail})" if note.detail else record
        grouped.setdefault(note.reason, []).append(shown)
    if not grouped:
        return []
    lines = [title]
    for reason, records in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append(f"{len(records):6} {reason}")
        lines += [f"         {record}" for record in records]
    return ["\n".join(lines) + "\n"]


def _known_as(record: Written) -> str:
    return record.slug if record.slug in record.source else f"{record.source} -> {record.slug}"
