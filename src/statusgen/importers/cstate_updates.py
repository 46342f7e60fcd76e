"""The updates of a cState file: its text, divided and ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from statusgen.content.body_text import safe_body
from statusgen.importers.conversion import Note
from statusgen.importers.cstate_body import Message, divided, shown_shortcodes
from statusgen.importers.cstate_config import CStateSite
from statusgen.importers.links import absolute_links
from statusgen.model import ComponentStatus, Kind, Update, UpdateStatus

__all__ = ["Facts", "cstate_updates"]

_ENDED = {
    Kind.INCIDENT: (UpdateStatus.RESOLVED, "This incident has been resolved."),
    Kind.MAINTENANCE: (UpdateStatus.COMPLETED, "The maintenance has been completed."),
}
_FIRST = {
    Kind.INCIDENT: UpdateStatus.INVESTIGATING,
    Kind.MAINTENANCE: UpdateStatus.IN_PROGRESS,
    Kind.NOTICE: UpdateStatus.POSTED,
}
Draft = tuple[UpdateStatus, datetime, str]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the front matter says, once it has been understood."""

    title: str
    date: datetime
    end: datetime | None
    """When it was over; None if it is open, or if nobody knows."""
    is_over: bool
    kind: Kind
    components: Mapping[str, ComponentStatus]
    aliases: Sequence[str]


def cstate_updates(
    body: str, facts: Facts, site: CStateSite, now: datetime
) -> tuple[list[Update], list[Note]]:
    """The updates that the text of a file consists of, oldest first, and what had to be adjusted."""
    rest, messages, notes = divided(body, site.zone)
    if facts.kind is Kind.NOTICE:
        rest, messages = body, []
    drafts = _messages(rest, messages, facts)
    drafts, more = _with_end(drafts, facts)
    notes += more
    updates: list[Update] = []
    for status, at, text in drafts:
        text, more = _readable(text, site)
        notes += more
        if updates and at <= updates[-1].at:
            at = updates[-1].at + timedelta(seconds=1)
        updates.append(Update(status=status, at=at, text=text or facts.title))
    updates, more = _not_ahead(updates, facts, now)
    return updates, [*notes, *more]


def _messages(rest: str, messages: Sequence[Message], facts: Facts) -> list[Draft]:
    """The dated messages; the text without a time is the first of them."""
    drafts: list[Draft] = []
    status = _FIRST[facts.kind]
    if rest.strip() or not messages:
        at = min([facts.date, *(message.at - timedelta(seconds=1) for message in messages)])
        drafts.append((status, at, rest))
    for message in messages:
        if facts.kind is Kind.INCIDENT and message.status not in (None, UpdateStatus.RESOLVED):
            status = message.status or status
        drafts.append((status, message.at, message.text))
    return drafts


def _with_end(drafts: list[Draft], facts: Facts) -> tuple[list[Draft], list[Note]]:
    """`drafts` with the final update, where the issue is over."""
    if not facts.is_over or facts.kind is Kind.NOTICE:
        return drafts, []
    final, sentence = _ENDED[facts.kind]
    _, last_at, last_text = drafts[-1]
    says_so = len(drafts) > 1 and last_text.lstrip(" *_>#[").lower().startswith("resolved")
    ended = (final, last_at, last_text)
    if facts.end is not None and says_so and abs(facts.end - last_at) > timedelta(minutes=1):
        reason = "its resolvedWhen is not when its last message says resolved: the message counts"
        return [*drafts[:-1], ended], [Note(reason=reason)]
    if facts.end is None or says_so or (facts.kind is Kind.INCIDENT and last_at >= facts.end):
        # Nobody knows when it ended: a lone final update is listed, and costs no uptime.
        return [*drafts[:-1], ended], []
    return [*drafts, (final, max(facts.end, last_at), sentence)], []


def _readable(text: str, site: CStateSite) -> tuple[str, list[Note]]:
    notes = []
    text, has_shortcodes = shown_shortcodes(text)
    if has_shortcodes:
        notes.append(Note(reason="its shortcodes became code, because only Hugo can run them"))
    text, links = absolute_links(text, site.base_url)
    notes += [Note(reason="a relative link was made absolute", detail=link) for link in links]
    text, reasons = safe_body(text)
    return text, [*notes, *(Note(reason=f"in its text: {reason}") for reason in reasons)]


def _not_ahead(updates: list[Update], facts: Facts, now: datetime) -> tuple[list[Update], list[Note]]:
    """`updates` of which none lies in the future: what is to come was announced by now."""
    ahead = [update for update in updates if update.at > now]
    if not ahead:
        return updates, []
    note = Note(reason="it lies ahead: announced at the moment of the import")
    moment = now.replace(second=0, microsecond=0)
    kept = [update for update in updates if update.at <= now]
    if kept and facts.kind is Kind.INCIDENT and facts.is_over:
        # It calls itself resolved, so it must not stay open until then.
        note = Note(reason="its end lies ahead: resolved, its duration unknown")
        return [*kept[:-1], replace(kept[-1], status=UpdateStatus.RESOLVED)], [note]
    if kept:
        return kept, [note]
    status = UpdateStatus.SCHEDULED if facts.kind is Kind.MAINTENANCE else _FIRST[facts.kind]
    if facts.kind is Kind.INCIDENT and facts.is_over:
        status = UpdateStatus.RESOLVED
    return [replace(updates[0], at=moment, status=status)], [note]
