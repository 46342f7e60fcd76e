"""The state of a site as text for a terminal: what `statusgen status` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from statusgen.content.times import format_time
from statusgen.derive.components import ComponentHealth
from statusgen.derive.facts import IncidentFacts
from statusgen.derive.rollup import worst_of
from statusgen.derive.uptime import BAR_DAYS, Day
from statusgen.derive.view import View
from statusgen.model import ComponentStatus
from statusgen.outputs.ink import ICONS, SPARKS, Ink, cut, pad, width_of
from statusgen.outputs.pages.front import component_groups
from statusgen.outputs.pages.state import page_state
from statusgen.outputs.terminal_events import incident_sentence, is_overdue, touched_phrase, window_sentence
from statusgen.outputs.words import words_for

__all__ = ["status_text"]

_GAP = "  "
_BARS = (90, 45, 30, 18, 15, 10)
"""Lengths of a bar: each mark stands for the same number of whole days."""
_LONGEST_STATUS = max(len(status) for status in ComponentStatus)
_LONGEST_NAME = 32
_UPTIME = len("100.00 %")
_WIDEST_TEXT = 100


def status_text(view: View, *, width: int, in_colour: bool) -> str:
    """The state of `view` in lines of at most `width` columns, if that is not absurdly narrow."""
    ink = Ink(in_colour=in_colour)
    table = _Table.fitting(view, max(width, 40))
    blocks = [
        [_headline(view, table.width, ink)],
        list(table.lines(view, ink)),
        *_events(view, min(max(width, 40), max(table.width, _WIDEST_TEXT)), ink),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _headline(view: View, width: int, ink: Ink) -> str:
    """The sentence of the front page, and the moment at the right edge."""
    worst = worst_of(health.status for health in view.current_components)
    moment = format_time(view.now)
    room = width - width_of(moment) - 4
    sentence = page_state(view, words_for("en")).sentence
    if width_of(sentence) > room:
        lines = textwrap.wrap(sentence, max(width - 2, 20), break_long_words=False)
        text = "\n  ".join(ink.status(line, worst, bold=True) for line in lines)
        return f"{ink.status(ICONS[worst], worst, bold=True)} {text}\n  {ink.quiet(moment)}"
    text = f"{ICONS[worst]} {sentence}"
    return (
        ink.status(text, worst, bold=True)
        + " " * (width - width_of(text) - width_of(moment))
        + ink.quiet(moment)
    )


class _Table(Struct, frozen=True, kw_only=True):
    """The columns of the table of components; a width of 0 leaves a column out."""

    group: int
    """0: groups are headings."""
    name: int
    uptime: int
    bar: int

    @classmethod
    def fitting(cls, view: View, room: int) -> _Table:
        """The richest table that fits into `room` columns: what is least needed goes first."""
        components = [health.component for health in view.current_components]
        name = min(max((width_of(component.name) for component in components), default=10), _LONGEST_NAME)
        group = max((width_of(component.group or "") for component in components), default=0)
        plans = [
            *(cls(group=group, name=name, uptime=_UPTIME, bar=bar) for bar in _BARS),
            *(cls(group=0, name=name, uptime=_UPTIME, bar=bar) for bar in _BARS[2:]),
            cls(group=0, name=name, uptime=_UPTIME, bar=0),
            cls(group=0, name=name, uptime=0, bar=0),
        ]
        fitting = next((plan for plan in plans if plan.width <= room), None)
        return fitting or cls(group=0, name=max(room - 8 - _LONGEST_STATUS, 8), uptime=0, bar=0)

    @property
    def width(self) -> int:
        """The columns of a whole line, its indentation included."""
        # Behind a group there is a gap, below one a deeper indentation.
        columns = [
            column for column in (self.group, self.name, _LONGEST_STATUS + 2, self.uptime, self.bar) if column
        ]
        return (2 if self.group else 4) + sum(columns) + len(_GAP) * (len(columns) - 1)

    def lines(self, view: View, ink: Ink) -> Iterator[str]:
        """A line for each component, below or behind its group."""
        for group in component_groups(view.current_components):
            heading = cut(group.name or "", 60)
            if not self.group and heading:
                yield f"  {ink.quiet(heading)}"
            for number, health in enumerate(group.members):
                beside = pad(heading if number == 0 else "", self.group)
                yield "  " + (ink.quiet(beside) if self.group else "") + _GAP + self._row(health, ink)
        if self.bar and view.current_components:
            days = BAR_DAYS // self.bar
            each = "day" if days == 1 else f"{days} days"
            yield ink.quiet(f"  The last {BAR_DAYS} days: uptime, and the worst of each {each}")

    def _row(self, health: ComponentHealth, ink: Ink) -> str:
        is_well = health.status is ComponentStatus.OPERATIONAL
        name = cut(health.component.name, self.name)
        word = health.status.replace("_", " ")
        parts = [
            (name if is_well else ink.bold(name)) + " " * (self.name - width_of(name)),
            f"{ink.status(ICONS[health.status], health.status)} "
            + (word if is_well else ink.status(word, health.status))
            + " " * (_LONGEST_STATUS - len(word)),
        ]
        if self.uptime:
            parts.append(_percent(health.uptime.percent).rjust(self.uptime))
        if self.bar:
            parts.append(_bar(health.days, self.bar, ink))
        return _GAP.join(parts).rstrip()


def _percent(percent: float | None) -> str:
    """`99.98 %`, rounded down, so that 100 means 100."""
    return "–" if percent is None else f"{int(percent * 100 + 1e-6) / 100:.2f} %"


def _bar(days: Sequence[Day], marks: int, ink: Ink) -> str:
    """The worst of each run of days; those that are not counted leave a dot."""
    size = len(days) // marks
    runs = [days[start : start + size] for start in range(0, size * marks, size)]
    return "".join(_mark([day for day in run if day.is_counted or day.incidents], ink) for run in runs)


def _mark(days: Sequence[Day], ink: Ink) -> str:
    if not days:
        return ink.quiet("·")
    worst = worst_of(day.worst for day in days)
    return ink.status(SPARKS[worst], worst)


def _events(view: View, width: int, ink: Ink) -> Iterator[list[str]]:
    """A block each for what is open, for maintenances and for notices."""
    names = {name: health.component.name for name, health in view.components.items()}
    if view.open_incidents:
        yield [
            ink.bold(_counted_open(len(view.open_incidents))),
            *(line for facts in view.open_incidents for line in _incident(facts, names, view, width, ink)),
        ]
    planned = ComponentStatus.UNDER_MAINTENANCE
    for heading, found in (
        ("Maintenance under way", view.maintenance_under_way),
        ("Maintenance ahead", view.maintenance_ahead),
        ("Notices", view.current_notices),
    ):
        if found:
            icon = "·" if heading == "Notices" else ink.status(ICONS[planned], planned)
            entries = ((facts.incident.title, [window_sentence(facts, view.now)]) for facts in found)
            yield [
                ink.bold(heading),
                *(line for title, below in entries for line in _entry(icon, title, below, width)),
            ]


def _counted_open(count: int) -> str:
    return "1 open incident" if count == 1 else f"{count} open incidents"


def _incident(
    facts: IncidentFacts, names: Mapping[str, str], view: View, width: int, ink: Ink
) -> Sequence[str]:
    worst = worst_of(facts.current.values())
    icon = ink.status(ICONS[worst], worst) if facts.current else "○"
    sentence = incident_sentence(facts, view.now)
    below = [sentence, touched_phrase(facts.current, names)]
    lines = _entry(icon, facts.incident.title, below, width)
    if is_overdue(facts, view.now):
        return [
            line.replace("overdue", ink.status("overdue", ComponentStatus.MAJOR_OUTAGE)) for line in lines
        ]
    return lines


def _entry(icon: str, title: str, below: Sequence[str], width: int) -> list[str]:
    """A title behind its icon, and what is told of it in the lines below."""
    room = max(width - 4, 20)
    first, *rest = textwrap.wrap(cut(title, 400), room) or [""]
    lines = [f"  {icon} {first}", *(f"    {line}" for line in rest)]
    return lines + [f"    {line}" for text in below for line in textwrap.wrap(cut(text, 2000), room)]
