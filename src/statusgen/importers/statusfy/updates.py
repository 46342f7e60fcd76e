"""The updates of a Statusfy file: its text, its containers, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from statusgen.importers.conversion import Note
from statusgen.importers.statusfy.body import Message
from statusgen.importers.statusfy.facts import Facts
from statusgen.model import Kind, Update, UpdateStatus

__all__ = ["statusfy_updates"]


def statusfy_updates(text: str, messages: Sequence[Message], facts: Facts) -> tuple[list[Update], list[Note]]:
    """The text at the incident's own time, then the dated updates, then the end where no update tells it."""
    updates: list[Update] = []
    notes: list[Note] = []
    text = text or ("" if messages else facts.description or facts.title)
    if text:
        first = min([facts.date, *(message.at - timedelta(seconds=1) for message in messages)])
        updates.append(Update(status=_running(facts, UpdateStatus.INVESTIGATING, first), at=first, text=text))
    running = UpdateStatus.INVESTIGATING
    for message in messages:
        running = message.status or running
        updates.append(Update(status=_running(facts, running, message.at), at=message.at, text=message.text))
    if facts.kind is Kind.MAINTENANCE:
        return updates, notes
    final = UpdateStatus.RESOLVED
    if not facts.is_over:
        if any(update.status is final for update in updates):
            updates = [_reopened(update) for update in updates]
            notes.append(Note(reason="an update says resolved, and its front matter does not: it stays open"))
        return updates, notes
    last_open = max((n for n, update in enumerate(updates) if update.status is not final), default=-1)
    updates = [_reopened(update) if number < last_open else update for number, update in enumerate(updates)]
    if updates[-1].status is not final:
        updates, note = _ended(updates, facts)
        notes.append(note)
    return updates, notes


def _running(facts: Facts, status: UpdateStatus, at: datetime) -> UpdateStatus:
    """The status in the words of the record's kind."""
    if facts.window is None:
        return status
    starts, ends = facts.window
    if status is UpdateStatus.RESOLVED or at >= ends:
        return UpdateStatus.COMPLETED
    if at < starts:
        return UpdateStatus.SCHEDULED
    return UpdateStatus.VERIFYING if status is UpdateStatus.MONITORING else UpdateStatus.IN_PROGRESS


def _reopened(update: Update) -> Update:
    return (
        replace(update, status=UpdateStatus.MONITORING) if update.status is UpdateStatus.RESOLVED else update
    )


def _ended(updates: list[Update], facts: Facts) -> tuple[list[Update], Note]:
    """`updates` with an end that the source names nowhere: when it was is known only if the file was changed since."""
    final = UpdateStatus.RESOLVED
    if facts.modified and facts.modified > updates[-1].at:
        ended = Update(status=final, at=facts.modified, text="")
        return [*updates, ended], Note(reason="no update says when it ended: when it was last modified")
    note = Note(reason="no update says when it ended: its duration is unknown")
    return [*updates[:-1], replace(updates[-1], status=final)], note
