"""What the reader makes of a file before it is written: an import leaves nothing behind that the check refuses."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from statusgen.content.incidents import read_incident
from statusgen.content.postmortems import read_postmortem
from statusgen.content.writing import incident_text
from statusgen.importers.conversion import Note
from statusgen.model import Incident

__all__ = ["postmortem_fault", "reads_back", "record_fault", "tell_the_same", "tell_the_same_lesson"]


def record_fault(content: bytes, slug: str, components: Collection[str]) -> Note | None:
    """Why the reader would refuse the record in `content`; `components` are the ids that the settings will have."""
    problems = read_incident(content, path=slug, source=f"{slug}.md", components=components, timezone=None)[1]
    return _note(str(min(problems)), slug) if problems else None


def postmortem_fault(content: bytes, slug: str) -> Note | None:
    """Why the reader would refuse the postmortem in `content`."""
    problems = read_postmortem(content, path=slug, source=f"{slug}.md", timezone=None)[1]
    return _note(str(min(problems)), slug) if problems else None


def _note(problem: str, slug: str) -> Note:
    return Note(
        reason="the file that it would be has a fault", detail=problem.removeprefix(f"{slug}: ")[:200]
    )


def reads_back(incident: Incident, components: Collection[str]) -> bool:
    """Whether the file of `incident` would be read as just that: a text may hold what looks like an update."""
    found = _read(incident_text(incident).encode(), components, None)
    return found is not None and found == replace(incident, slug=found.slug, path=found.path)


def tell_the_same(one: bytes, other: bytes, components: Collection[str], timezone: str | None) -> bool:
    """Whether two files hold the same record, however it is written down."""
    found = [_read(content, components, timezone) for content in (one, other)]
    return found[0] is not None and found[0] == found[1]


def tell_the_same_lesson(one: bytes, other: bytes, timezone: str | None) -> bool:
    """Whether two files hold the same postmortem, however its front matter is written down."""
    found = [
        read_postmortem(content, path="", source="x.md", timezone=timezone)[0].postmortem
        for content in (one, other)
    ]
    first, second = (lesson and replace(lesson, line=1) for lesson in found)
    return first is not None and first == second


def _read(content: bytes, components: Collection[str], timezone: str | None) -> Incident | None:
    file, problems = read_incident(content, path="", source="x.md", components=components, timezone=timezone)
    if problems or file.incident is None:
        return None
    updates = (replace(update, line=1, text_line=1) for update in file.incident.updates)
    return replace(file.incident, updates=tuple(updates))
