"""The updates of a cState file: its text, divided and ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.body_text import safe_body
from statusgen.importers.conversion import Note
from statusgen.importers.cstate.body import Message, divided, shown_shortcodes
from statusgen.importers.cstate.config import CStateSite
from statusgen.importers.cstate.parts import read_parts, told_in_order
from statusgen.importers.links import absolute_links
from statusgen.importers.moments import apart, not_ahead, within_window
from statusgen.model import ComponentStatus, Kind, Update, UpdateStatus

__all__ = ["Facts", "cstate_updates"]

_FINAL = {Kind.INCIDENT: UpdateStatus.RESOLVED, Kind.MAINTENANCE: UpdateStatus.COMPLETED}
_FIRST = {
    Kind.INCIDENT: UpdateStatus.INVESTIGATING,
    Kind.MAINTENANCE: UpdateStatus.IN_PROGRESS,
}
Draft = tuple[UpdateStatus, datetime, str]


class Facts(Struct, frozen=True, kw_only=True):
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
) -> tuple[list[Update], list[datetime], list[Note]]:
    """The updates that the text of a file consists of, oldest first, the moments that the import gave, and notes."""
    facts, notes = _without_end_ahead(facts, now)
    drafts, more = _drafts(body, facts, site)
    notes += more
    updates: list[Update] = []
    for status, at, text in drafts:
        text, more = _readable(text, site)
        notes += more
        updates.append(Update(status=status, at=at, text=text))
    if not any(update.text for update in updates):
        updates[0] = replace(updates[0], text=facts.title)
        notes.append(Note(reason="it has no text: its title stands there"))
    updates, _ = apart(updates)
    starts = facts.date if facts.kind is Kind.MAINTENANCE else None
    # An end that nobody has announced in words says nothing yet.
    said = [update for update in updates if update.text or update.at <= now]
    updates, moved, more = not_ahead(said, facts.kind, starts, now)
    notes += more
    if facts.kind is Kind.MAINTENANCE and facts.end is not None:
        updates, more = within_window(updates, facts.date, facts.end)
        notes += more
    return updates, moved, notes


def _without_end_ahead(facts: Facts, now: datetime) -> tuple[Facts, list[Note]]:
    """An incident that calls itself resolved must not stay open until a day that is still to come."""
    if facts.kind is not Kind.INCIDENT or facts.end is None or facts.end <= now:
        return facts, []
    return replace(facts, end=None), [Note(reason="its end lies ahead: resolved, its duration unknown")]


def _drafts(body: str, facts: Facts, site: CStateSite) -> tuple[list[Draft], list[Note]]:
    if facts.kind is Kind.NOTICE:
        return [(UpdateStatus.POSTED, facts.date, body)], []
    rest, messages, notes = divided(body, site.zone)
    parts = [] if messages else read_parts(body, site.zone)
    final = ""
    # Where nobody knows when it ended, there is one update only, and its text stays whole.
    if parts and facts.is_over and facts.end is not None:
        rest, told, final = told_in_order(parts, facts.date, facts.end)
        messages = [Message(at=at, text=text) for at, text in told]
        notes.append(Note(reason="its text was divided at labels like [Final message]"))
    drafts, more = _with_end(_messages(rest, messages, facts), facts, final)
    return drafts, [*notes, *more]


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
    if facts.kind is Kind.MAINTENANCE:
        return [(UpdateStatus.SCHEDULED if at < facts.date else said, at, text) for said, at, text in drafts]
    return drafts


def _with_end(drafts: list[Draft], facts: Facts, words: str) -> tuple[list[Draft], list[Note]]:
    """`drafts` with the final update, where the issue is over; `words` are its text, and nobody invents others."""
    if not facts.is_over:
        return drafts, []
    final = _FINAL[facts.kind]
    _, last_at, last_text = drafts[-1]
    says_so = len(drafts) > 1 and last_text.lstrip(" *_>#[").lower().startswith("resolved")
    ended = (final, last_at, last_text)
    if facts.end is not None and says_so and abs(facts.end - last_at) > timedelta(minutes=1):
        reason = "its resolvedWhen is not when its last message says resolved: the message counts"
        return [*drafts[:-1], ended], [Note(reason=reason)]
    if facts.end is None or says_so or (facts.kind is Kind.INCIDENT and last_at >= facts.end):
        # Nobody knows when it ended: a lone final update is listed, and costs no uptime.
        return [*drafts[:-1], ended], []
    return [*drafts, (final, max(facts.end, last_at), words)], []


def _readable(text: str, site: CStateSite) -> tuple[str, list[Note]]:
    notes = []
    text, has_shortcodes = shown_shortcodes(text)
    if has_shortcodes:
        notes.append(Note(reason="its shortcodes became code, because only Hugo can run them"))
    text, links = absolute_links(text, site.base_url)
    notes += [Note(reason="a relative link was made absolute", detail=link) for link in links]
    text, reasons = safe_body(text)
    return text, [*notes, *(Note(reason=f"in its text: {reason}") for reason in reasons)]
