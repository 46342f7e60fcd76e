"""For how long a component was in which status, as one record tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from statusgen.model import ComponentStatus

__all__ = ["Span", "Step", "spans_of"]

Step = tuple[datetime, bool, Mapping[str, ComponentStatus]]
"""From this moment on the record is under way or not, and these components have other statuses while it is."""


class Span(Struct, frozen=True, kw_only=True):
    """A component had `status` from `start` to `end`; an `end` of None has not come yet."""

    start: datetime
    end: datetime | None
    status: ComponentStatus
    is_planned: bool
    """Whether it belongs to a maintenance, which costs no uptime."""


def spans_of(
    components: Mapping[str, ComponentStatus], steps: Sequence[Step], *, is_planned: bool
) -> Mapping[str, Sequence[Span]]:
    """The spans of each component that `steps`, oldest first, impaired; `components` are as the record names them."""
    ledger = _Ledger(components, is_planned)
    was_under_way = False
    for at, is_under_way, changes in steps:
        if changes:
            ledger.wanted.update(changes)
        if not is_under_way:
            ledger.close_all(at)
        elif changes or not was_under_way:
            ledger.apply(at)
        was_under_way = is_under_way
    ledger.close_all(None)
    return ledger.closed


class _Ledger:
    """Keeps each component's status while the changes of a record are read in order."""

    def __init__(self, components: Mapping[str, ComponentStatus], is_planned: bool) -> None:
        self.is_planned = is_planned
        self.wanted = dict(components)
        """What holds while the record is under way."""
        self.open: dict[str, tuple[datetime, ComponentStatus]] = {}
        self.closed: dict[str, list[Span]] = {}

    def apply(self, at: datetime) -> None:
        for name, status in self.wanted.items():
            current = self.open.get(name)
            if current and current[1] is status:
                continue
            if current:
                self.close(name, at)
            if status is not ComponentStatus.OPERATIONAL:
                self.open[name] = (at, status)

    def close_all(self, at: datetime | None) -> None:
        for name in list(self.open):
            self.close(name, at)

    def close(self, name: str, at: datetime | None) -> None:
        start, status = self.open.pop(name)
        if at != start:
            span = Span(start=start, end=at, status=status, is_planned=self.is_planned)
            self.closed.setdefault(name, []).append(span)
