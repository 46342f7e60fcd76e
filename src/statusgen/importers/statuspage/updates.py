"""The updates of a Statuspage record, in statusgen's terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from statusgen.content.body_text import safe_body
from statusgen.importers.conversion import Note
from statusgen.importers.links import absolute_links
from statusgen.importers.moments import apart
from statusgen.importers.statuspage.shape import mappings, moment_of, text_of
from statusgen.importers.statuspage.states import state_of
from statusgen.model import FINAL_STATUSES, STATUSES_OF_KIND, ComponentStatus, Kind, Update, UpdateStatus

__all__ = ["LONGEST_TEXT", "Told", "TooLong", "read_updates"]

LONGEST_TEXT = 200_000
"""Characters of one update: nobody tells customers more, and a reader would wait for it for minutes."""

_FINAL = {Kind.INCIDENT: UpdateStatus.RESOLVED, Kind.MAINTENANCE: UpdateStatus.COMPLETED}
# Words of the other kind, and of later versions of the service, by what they mean here.
_ALSO = {
    Kind.INCIDENT: {
        "scheduled": UpdateStatus.INVESTIGATING,
        "in_progress": UpdateStatus.INVESTIGATING,
        "verifying": UpdateStatus.MONITORING,
        "completed": UpdateStatus.RESOLVED,
        "postmortem": UpdateStatus.RESOLVED,
    },
    Kind.MAINTENANCE: {
        "investigating": UpdateStatus.IN_PROGRESS,
        "identified": UpdateStatus.IN_PROGRESS,
        "monitoring": UpdateStatus.VERIFYING,
        "resolved": UpdateStatus.COMPLETED,
        "postmortem": UpdateStatus.COMPLETED,
        "cancelled": UpdateStatus.CANCELED,
    },
}


class TooLong(ValueError):
    """A text is longer than any message to customers."""


class _Draft(Struct):
    status: UpdateStatus
    at: datetime
    text: str
    said: str
    """The status in the source's own words."""
    touched: dict[str, ComponentStatus] = field(default_factory=dict)


class Told(Struct, frozen=True, kw_only=True):
    """What the updates of a record tell, oldest first."""

    updates: Sequence[Update]
    """Without changes."""
    touched: Sequence[Mapping[str, ComponentStatus]]
    """What each of them says of components."""
    lessons: Sequence[tuple[datetime, str]]
    """Moment and text of each postmortem among them."""
    notes: Sequence[Note]

    @property
    def at(self) -> datetime | None:
        """The moment of the first postmortem: all that is known of the time where there is nothing else."""
        return self.lessons[0][0] if self.lessons else None


def read_updates(record: Mapping[str, Any], kind: Kind, ids: Mapping[str, str], url: str | None) -> Told:
    """What the updates of a record without an unknown state tell, and what had to be adjusted; raises TooLong."""
    notes: list[Note] = []
    drafts = _drafts(record, kind, ids, notes)
    lessons = [
        (draft.at, draft.text) for draft in drafts if draft.said == "postmortem" and draft.text.strip()
    ]
    drafts = [draft for draft in drafts if draft.said != "postmortem"]
    _settle_order(drafts, record, kind, notes)
    updates = []
    for draft in drafts:
        text, links = absolute_links(draft.text, url)
        notes += [Note(reason="a relative link was made absolute", detail=link) for link in links]
        text, reasons = safe_body(text)
        notes += [Note(reason=f"in its text: {reason}") for reason in reasons]
        if not text:
            notes.append(Note(reason="an update has no text"))
        updates.append(Update(status=draft.status, at=draft.at, text=text))
    updates, more = apart(updates)
    return Told(
        updates=updates,
        touched=[draft.touched for draft in drafts],
        lessons=lessons,
        notes=[*notes, *more],
    )


def _drafts(record: Mapping[str, Any], kind: Kind, ids: Mapping[str, str], notes: list[Note]) -> list[_Draft]:
    """One draft per update, oldest first; at the same moment in the order in which they were made."""
    rows: list[tuple[datetime, str, str, int, Mapping[str, Any]]] = []
    for entry in mappings(record.get("incident_updates")):
        at = moment_of(entry, "display_at", "created_at", "updated_at")
        if at is None:
            notes.append(Note(reason="an update has no readable time: dated like its record"))
            at = moment_of(record, "started_at", "created_at", "resolved_at", "updated_at")
        if at is not None:
            rows.append((at, text_of(entry, "display_at"), text_of(entry, "created_at"), len(rows), entry))
    # The API lists the newest first, so of two that say the same of their time, the later one in the list is older.
    rows.sort(key=lambda row: (row[0], row[1], row[2], -row[3]))
    drafts: list[_Draft] = []
    for at, _, _, _, entry in rows:
        said = state_of(entry, "status")
        status = _status(said, kind)
        if status is None:
            before = (draft.status for draft in reversed(drafts) if draft.status not in FINAL_STATUSES)
            status = next(before, STATUSES_OF_KIND[kind][0])
            notes.append(Note(reason="an update has no status: read as the one before"))
        body = entry.get("body")
        text = body if isinstance(body, str) else ""
        if len(text) > LONGEST_TEXT:
            raise TooLong
        drafts.append(_Draft(status, at, text, said, _touched(entry, ids, notes)))
    return drafts


def _status(said: str, kind: Kind) -> UpdateStatus | None:
    if said in {status.value for status in STATUSES_OF_KIND[kind]}:
        return UpdateStatus(said)
    return _ALSO[kind].get(said)


def _touched(
    entry: Mapping[str, Any], ids: Mapping[str, str], notes: list[Note]
) -> dict[str, ComponentStatus]:
    found: dict[str, ComponentStatus] = {}
    for touched in mappings(entry.get("affected_components")):
        component = ids.get(text_of(touched, "code"))
        said = state_of(touched, "new_status")
        if component is None:
            continue
        if said:
            found[component] = ComponentStatus(said)
        else:
            notes.append(Note(reason="a component has no status: left out of an update"))
    return found


def _is_over(record: Mapping[str, Any], kind: Kind) -> bool:
    return _status(state_of(record, "status"), kind) in FINAL_STATUSES


def _settle_order(drafts: list[_Draft], record: Mapping[str, Any], kind: Kind, notes: list[Note]) -> None:
    """Let a finished record end with its final update, and no record begin with one."""
    is_over = _is_over(record, kind)
    finals = [draft for draft in drafts if draft.status in FINAL_STATUSES]
    if is_over and drafts and not finals:
        at = moment_of(record, "resolved_at", "completed_at", "updated_at") or drafts[-1].at
        drafts.append(_Draft(_FINAL[kind], max(at, drafts[-1].at), "", ""))
        notes.append(Note(reason="it is over, and no update said so"))
    elif finals and (
        drafts[0].status in FINAL_STATUSES or (is_over and drafts[-1].status not in FINAL_STATUSES)
    ):
        last_open = next((draft for draft in reversed(drafts) if draft.status not in FINAL_STATUSES), None)
        if last_open is None:
            return
        first = finals[0]
        first.at = last_open.at
        drafts.remove(first)
        drafts.insert(drafts.index(last_open) + 1, first)
        notes.append(Note(reason="its end was dated before its other updates: moved behind them"))
