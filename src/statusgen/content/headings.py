"""The heading that begins an update: `## Identified - 2026-11-20 14:20 UTC {checkout=major_outage}`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from statusgen.content.lines import Line
from statusgen.content.times import TIME_EXAMPLE, TimeFault, parse_time
from statusgen.model import FINAL_STATUSES, STATUSES_OF_KIND, ComponentStatus, Kind, UpdateStatus
from statusgen.problems import Problem, nearest_hint

__all__ = ["Heading", "HeadingContext", "first_word", "lookalike", "read_heading"]

_DASHES = (
    r"\-"
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"
)
_UPDATE = re.compile(
    rf"(?P<status>[^\d{{]+?)[ \t]*[{_DASHES}]+[ \t]*(?P<time>\d[^{{]*?)?[ \t]*(?P<changes>\{{.*)?"
)
_STATUS_WORDS = "|".join(
    status.value.replace("_", f"[ _{_DASHES}]")
    for statuses in STATUSES_OF_KIND.values()
    for status in statuses
)
_LOOKALIKE = re.compile(
    rf"[\s>#*_]*(?P<status>{_STATUS_WORDS}|cancelled)[*_]*[ \t]*[{_DASHES}]+[ \t]*(?P<time>\d{{4}}-\d{{2}}-\d{{2}}.*)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    rf"(?P<status>{_STATUS_WORDS}|cancelled)(?:[ \t]*[{_DASHES}:,][{_DASHES}:, \t]*|[ \t]+)(?P<time>[^{{]+).*",
    re.IGNORECASE,
)
_SPELLINGS = {"cancelled": "canceled"}


@dataclass(frozen=True, kw_only=True)
class HeadingContext:
    """What a heading is read against."""

    path: str
    kind: Kind
    components: Collection[str]
    """The known ids."""
    timezone: str | None
    """The zone of times that are written without one."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a heading says."""

    status: UpdateStatus
    at: datetime
    changes: dict[str, ComponentStatus]


def first_word(kind: Kind) -> str:
    """The word with which the first update of a record of `kind` begins."""
    return _word(STATUSES_OF_KIND[kind][0])


def _word(status: UpdateStatus) -> str:
    return status.value.replace("_", " ").capitalize()


def lookalike(line: str) -> str | None:
    """The well-formed heading that `line` seems to mean, or None if it reads like none."""
    match = _LOOKALIKE.match(line)
    return f"## {match['status'].strip().capitalize()} - {match['time'].strip(' *_#')}" if match else None


def read_heading(line: Line, title: str, context: HeadingContext) -> tuple[Heading | None, list[Problem]]:
    """What the heading `title` on `line` says, or its faults."""
    reader = _HeadingReader(line, title, context)
    return reader.read(), reader.problems


class _HeadingReader:
    def __init__(self, line: Line, title: str, context: HeadingContext) -> None:
        self.line = line
        self.title = title
        self.path = context.path
        self.kind = context.kind
        self.components = context.components
        self.timezone = context.timezone
        self.problems: list[Problem] = []

    def problem(self, column: int, message: str, hint: str = "") -> None:
        self.problems.append(
            Problem(path=self.path, line=self.line.number, column=column, message=message, hint=hint)
        )

    def read(self) -> Heading | None:
        match = _UPDATE.fullmatch(self.title)
        if match is None and self.has_strange_time():
            return None
        status = self.status(match["status"] if match else self.title)
        if status is None:
            return None
        at = self.moment(status, (match["time"] if match else None) or "")
        changes = self.changes((match["changes"] if match else None) or "")
        self.check_final(status, changes)
        return Heading(status=status, at=at, changes=changes) if at else None

    def check_final(self, status: UpdateStatus, changes: dict[str, ComponentStatus]) -> None:
        """An update that ends a record leaves nothing impaired."""
        for name, value in changes.items():
            if status in FINAL_STATUSES and value is not ComponentStatus.OPERATIONAL:
                message = (
                    f"`{name}={value}` contradicts {status.value}, which sets all components to operational"
                )
                hint = (
                    "write monitoring while something is impaired" if status is UpdateStatus.RESOLVED else ""
                )
                self.problem(self.column(f"{name}="), message, hint)

    def has_strange_time(self) -> bool:
        """Whether the title is a status and something else, such as `Resolved: yesterday`, and reports it."""
        match = _LOOSE.fullmatch(self.title)
        if match is None or self.status(match["status"]) is None:
            return match is not None
        time, word = match["time"].strip(), match["status"].capitalize()
        try:
            parse_time(time, self.timezone)
        except TimeFault as error:
            self.problem(self.column(time), error.message, error.hint)
        else:
            message = "a dash stands between the status and the time"
            self.problem(self.column(time), message, f"write ## {word} - {time}")
        return True

    def column(self, part: str) -> int:
        return max(self.line.text.find(part), 0) + 1

    def status(self, text: str) -> UpdateStatus | None:
        allowed = STATUSES_OF_KIND[self.kind]
        word = re.sub(rf"[\s{_DASHES}]+", "_", text.strip(" \t:").lower())
        try:
            status = UpdateStatus(_SPELLINGS.get(word, word))
        except ValueError:
            near = nearest_hint(word, [status.value for status in allowed], what="an update begins with")
            shown = f"`{text[:60]}` is no status" if text else "has no status"
            hint = (
                near if near.startswith("did") else f"{near}; a heading inside of an update is written ### …"
            )
            self.problem(self.column(text), shown, hint)
            return None
        if status not in allowed:
            words = ", ".join(status.value for status in allowed)
            article = "an" if self.kind is Kind.INCIDENT else "a"
            message = f"`{text}` is no status of {article} {self.kind.value}"
            self.problem(self.column(text), message, f"write one of: {words}")
            return None
        return status

    def moment(self, status: UpdateStatus, text: str) -> datetime | None:
        if not text:
            hint = f"write ## {_word(status)} - {TIME_EXAMPLE}"
            self.problem(len(self.line.text) + 1, "the heading has no time", hint)
            return None
        try:
            return parse_time(text, self.timezone)
        except TimeFault as error:
            self.problem(self.column(text), error.message, error.hint)
            return None

    def changes(self, text: str) -> dict[str, ComponentStatus]:
        """The components that `{checkout=major_outage api=operational}` sets."""
        found: dict[str, ComponentStatus] = {}
        if text and not text.endswith("}"):
            what = "text stands behind the closing brace" if "}" in text else "the brace is never closed"
            self.problem(self.column(text), what, "end the heading with }")
            return found
        if ":" in text and "=" not in text:
            hint = f"write {re.sub(r' *: *', '=', text)}"
            self.problem(self.column(text), "between a component and its status stands a =", hint)
            return found
        for part in re.split(r"[\s,]+", text.strip("{} \t")):
            name, equals, value = part.partition("=")
            if not part:
                continue
            column = self.column(part)
            if not equals:
                self.problem(column, f"`{part}` sets nothing", f"write {name}=operational")
            elif name not in self.components:
                hint = nearest_hint(name, self.components, what="the components are")
                self.problem(column, f"there is no component `{name}`", hint)
            elif value not in ComponentStatus.__members__.values():
                hint = nearest_hint(value, list(ComponentStatus), what="write one of")
                self.problem(column, f"`{value}` is no component status", hint)
            elif name in found:
                self.problem(column, f"`{name}` is set twice", "keep one of the two")
            else:
                found[name] = ComponentStatus(value)
        return found
