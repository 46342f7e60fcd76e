"""Updates as a source tells them, made fit for a file: texts, order, and moments that count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.body_text import safe_body
from statusgen.importers.conversion import Note
from statusgen.importers.links import absolute_links
from statusgen.importers.moments import apart, not_ahead, within_window
from statusgen.model import Kind, Update

__all__ = ["Settled", "settled"]


class Settled(Struct, frozen=True, kw_only=True):
    """Updates that can stand in a file."""

    updates: Sequence[Update]
    """Oldest first, no two at one moment."""
    dated: Sequence[datetime]
    """Moments that the import gave."""
    notes: Sequence[Note]


def settled(
    updates: Sequence[Update],
    kind: Kind,
    window: tuple[datetime, datetime] | None,
    *,
    title: str,
    base_url: str | None,
    now: datetime,
) -> Settled:
    """`updates` of a record that is called `title` and has the `window`, and what had to be adjusted.

    `base_url` is what relative links are joined to; what lies ahead of `now` is told at that moment.
    """
    done, notes = [], []
    for update in sorted(updates, key=lambda update: update.at):
        text, links = absolute_links(update.text, base_url)
        notes += [Note(reason="a relative link was made absolute", detail=link) for link in links]
        text, reasons = safe_body(text)
        notes += [Note(reason=f"in its text: {reason}") for reason in reasons]
        done.append(replace(update, text=text))
    if not any(update.text for update in done):
        done[0] = replace(done[0], text=safe_body(title)[0])
        notes.append(Note(reason="it has no text: its title stands there"))
    done, more = apart(done)
    notes += more
    done, dated, more = not_ahead(done, kind, window[0] if window else None, now)
    notes += more
    if window:
        done, more = within_window(done, *window)
        notes += more
    return Settled(updates=done, dated=dated, notes=notes)
