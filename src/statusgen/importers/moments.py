"""What statusgen asks of the moments in a record: in order, none twice, none ahead, announced before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from statusgen.importers.conversion import Note
from statusgen.model import FINAL_STATUSES, Kind, Update, UpdateStatus

__all__ = ["apart", "not_ahead", "within_window"]


def apart(updates: Sequence[Update]) -> tuple[list[Update], list[Note]]:
    """`updates` of which each is later than the one before it, and a note for each that had to be moved."""
    done: list[Update] = []
    notes = []
    for update in updates:
        if done and update.at <= done[-1].at:
            update = replace(update, at=done[-1].at + timedelta(seconds=1))
            notes.append(Note(reason="two updates of one moment: the later one was moved by a second"))
        done.append(update)
    return done, notes


def not_ahead(
    updates: Sequence[Update], kind: Kind, starts: datetime | None, now: datetime
) -> tuple[list[Update], list[datetime], list[Note]]:
    """`updates` of which none lies ahead of `now`, and the moments that were given to those that did.

    What a source says already is known now, whatever moment it writes beside it. Work that has not begun by then is
    announced.
    """
    if all(update.at <= now for update in updates):
        return list(updates), [], []
    is_planned = kind is Kind.MAINTENANCE and starts is not None and starts > now
    done: list[Update] = []
    moved = []
    for update in updates:
        if update.at > now:
            at = now.replace(second=0, microsecond=0)
            moved.append(max(at, done[-1].at + timedelta(seconds=1)) if done else at)
            update = replace(update, at=moved[-1])
            if is_planned and update.status is not UpdateStatus.CANCELED:
                update = replace(update, status=UpdateStatus.SCHEDULED, changes={})
        done.append(update)
    return done, moved, [Note(reason="it lies ahead: dated at the moment of the import")]


def within_window(
    updates: Sequence[Update], starts: datetime, ends: datetime
) -> tuple[list[Update], list[Note]]:
    """The `updates` of a maintenance, none of which announces what has begun already, or leaves open what is over."""
    notes = []
    done = list(updates)
    for number, update in enumerate(done):
        if update.status is UpdateStatus.SCHEDULED and update.at >= starts:
            done[number] = replace(update, status=UpdateStatus.IN_PROGRESS)
            notes.append(Note(reason="it was announced after its window had begun: in progress from then on"))
    if done[0].at >= ends and not any(update.status in FINAL_STATUSES for update in done):
        done[-1] = replace(done[-1], status=UpdateStatus.COMPLETED, changes={})
        notes.append(Note(reason="it was announced after its window was over: completed"))
    return done, notes
