"""The heading that begins an update: `## Identified - 2026-11-20 14:20 UTC {checkout=major_outage}`."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.lines import BLANKS, Line
from statusgen.content.times import TIME_EXAMPLE, TimeFault, parse_time
from statusgen.model import FINAL_STATUSES, STATUSES_OF_KIND, ComponentStatus, Kind, UpdateStatus
from statusgen.problems import Problem, nearest_hint

__all__ = [
    "LONGEST_HEADING",
    "Heading",
    "HeadingContext",
    "first_word",
    "lookalike",
    "read_heading",
    "word_of_status",
]

_DASH_CHARACTERS = (
    "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"
)
_DASHES = re.escape(_DASH_CHARACTERS)
_STATUS_WORDS = (
    "|".join(
        status.value.replace("_", rf"[\s_{_DASHES}]")
        for statuses in STATUSES_OF_KIND.values()
        for status in statuses
    )
    + "|cancelled"
)
_DATE = r"\d{4}-\d{1,2}-\d{1,2}"
# Quotes, hashes, bullets, emphasis and backslashes: what a heading may hide behind.
_BEFORE_STATUS = f"\\>#*_+~([-{BLANKS}"
# Compiled when they are first needed: that takes as long as reading a small site.
_TAG = r"</?[A-Za-z][^<>]*>"
_LOOKALIKE = rf"(?P<status>{_STATUS_WORDS})(?:[^\w\\&]|_){{1,40}}(?P<time>{_DATE}.*)"
_DASHED_LOOKALIKE = rf"(?P<status>{_STATUS_WORDS})[*_]*\s*[{_DASHES}]+\s*(?P<time>{_DATE}.*)"
_LOOSE = rf"(?P<status>{_STATUS_WORDS})(?:[ \t]*[{_DASHES}:,][{_DASHES}:, \t]*|[ \t]+)(?P<time>[^{{]+).*"
LONGEST_HEADING = 500
"""Characters; nobody means more, and patterns take their time for it."""
_SPELLINGS = {"cancelled": "canceled"}
_AS_BLANK = str.maketrans(dict.fromkeys(BLANKS, " "))


class HeadingContext(Struct, frozen=True, kw_only=True):
    """What a heading is read against."""

    path: str
    kind: Kind
    components: Collection[str]
    """The known ids."""
    timezone: str | None
    """The zone of times that are written without one."""


class Heading(Struct, frozen=True, kw_only=True):
    """What a heading says."""

    status: UpdateStatus
    at: datetime
    changes: dict[str, ComponentStatus]


def first_word(kind: Kind) -> str:
    """The word with which the first update of a record of `kind` begins."""
    return word_of_status(STATUSES_OF_KIND[kind][0])


def word_of_status(status: UpdateStatus) -> str:
    """`status` as the first word of a heading: `In progress`."""
    return status.value.replace("_", " ").capitalize()


def lookalike(line: str, *, is_prose: bool = True) -> str | None:
    """The well-formed heading that `line` seems to mean, or None if it reads like none.

    In prose a status at the beginning of the line and a date behind it are enough, whatever stands between and before
    them; in code and comments, where logs are shown, only a dash makes a heading of the two.
    """
    start = line.lstrip(_BEFORE_STATUS)[:LONGEST_HEADING]
    if is_prose and "<" in start:
        start = re.sub(_TAG, "", start).lstrip(_BEFORE_STATUS)
    match = re.match(_LOOKALIKE if is_prose else _DASHED_LOOKALIKE, start, re.IGNORECASE)
    return f"## {match['status'].capitalize()} - {match['time'].strip(' *_#)]>')}" if match else None


def read_heading(line: Line, title: str, context: HeadingContext) -> tuple[Heading | None, list[Problem]]:
    """What the heading `title` on `line` says, or its faults."""
    # Every blank counts as an ordinary one; the columns stay what they are.
    line = replace(line, text=line.text.translate(_AS_BLANK))
    reader = _HeadingReader(line, title.translate(_AS_BLANK), context)
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
        if len(self.title) > LONGEST_HEADING:
            message = f"the heading is longer than {LONGEST_HEADING} characters"
            self.problem(1, message, f"write the text below {self.title[:20].rstrip()}…")
            return None
        head, brace, changes = self.title.partition("{")
        status_text, time = _status_and_time(head)
        if status_text is None and self.has_strange_time():
            return None
        status = self.status(self.title if status_text is None else status_text)
        if status is None:
            return None
        at = self.moment(status, time)
        changed = self.changes((brace + changes) if status_text is not None else "")
        self.check_final(status, changed)
        return Heading(status=status, at=at, changes=changed) if at else None

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
        match = re.fullmatch(_LOOSE, self.title, re.IGNORECASE)
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
            hint = f"write ## {word_of_status(status)} - {TIME_EXAMPLE}"
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
            elif self.kind is Kind.NOTICE and value != ComponentStatus.OPERATIONAL:
                self.problem(column, "a notice changes no status", "write kind: incident")
            else:
                found[name] = ComponentStatus(value)
        return found


def _status_and_time(head: str) -> tuple[str | None, str]:
    """What stands before and behind the dash; None for the status if no dash stands before the time."""
    digit = re.search(r"\d", head)
    time = head[digit.start() :].rstrip() if digit else ""
    before = (head[: digit.start()] if digit else head).rstrip()
    status = before.rstrip(_DASH_CHARACTERS)
    return (status.rstrip() or None if status != before else None), time
