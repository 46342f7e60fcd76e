"""YAML's complaints in an author's words: which line is meant, and what to write instead."""

from __future__ import annotations

import re

import yaml
from msgspec import Struct

from statusgen.content.writing import yaml_scalar

__all__ = ["YamlFault", "explain"]

_FIELD = re.compile(r"(?P<key>[ \t]*(?:- +)?[\w.-]+):[ \t]+(?P<value>\S(?:.*\S)?)[ \t]*")
_ONE_QUOTED = re.compile(r"""("[^"]*"|'[^']*')(\s+#.*)?""")
_INDENT = "begin it below the first letter of the line above"


class YamlFault(Struct, frozen=True, kw_only=True):
    """A fault and its place; line and column count from 0, as YAML's own marks do."""

    line: int
    column: int
    message: str
    hint: str


def explain(error: yaml.MarkedYAMLError, text: str) -> YamlFault:
    """What `error`, raised for `text`, means for the author.

    YAML complains where it lost its way, which is often a line or more behind the fault.
    """
    problem, context = str(error.problem or ""), str(error.context or "")
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    at = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    opened = (error.context_mark.line, error.context_mark.column) if error.context_mark else at

    def fault(place: tuple[int, int], message: str, hint: str) -> YamlFault:
        return YamlFault(line=place[0], column=place[1], message=message, hint=hint)

    if "quoted scalar" in context and "end of stream" in problem:
        return fault(opened, "a quotation mark is opened and never closed", "close it on the same line")
    if "simple key" in context:
        return fault(opened, "a line without `key: value`", "write `key: value`, or indent it below its key")
    if "document" in problem:
        return fault(at, "a second document begins here", "keep one block of settings")
    if "escape" in problem or "hexdecimal" in problem:
        at = (at[0], max(lines[at[0]].rfind("\\", 0, at[1] + 1), 0))
        return fault(at, "a backslash in double quotes begins an escape", "write the text in single quotes")
    line = lines[at[0]]
    if "\t" in line[: at[1] + 1] and not line[: at[1]].strip():
        return fault(at, "a tab cannot indent YAML", "use spaces")
    if "flow" in context:
        hint = "close it on the same line, and put a text that holds brackets, commas or colons into quotes"
        return fault(opened, "what opens with this bracket cannot be read", hint)
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, at)
    return _of_value(line, at) or fault(
        at, f"is no YAML: {problem or context}", f"check this line; {_INDENT}"
    )


def _second_colon(lines: list[str], at: tuple[int, int]) -> YamlFault:
    """A colon where none may stand: within a value, or because the line above is no field or goes on."""
    number, column = at
    line = lines[number]
    if line.find(":") < column:
        key, _, value = line.partition(":")
        return YamlFault(
            line=number,
            column=column,
            message="a colon followed by a space inside a value needs quotes",
            hint=f"write {key.strip()}: {yaml_scalar(value.strip())}",
        )
    above = max((n for n in range(number) if lines[n].strip()), default=number)
    if re.search(r":(\s|$)", lines[above]):
        message = "is indented, and yet the line above has a value already"
        return YamlFault(line=number, column=0, message=message, hint="begin both lines in the same column")
    indent = len(lines[above]) - len(lines[above].lstrip())
    hint = "write a colon and a space after the key"
    return YamlFault(line=above, column=indent, message="a line without `key: value`", hint=hint)


def _of_value(line: str, at: tuple[int, int]) -> YamlFault | None:
    """The fault of a value that begins with a character of YAML's own."""
    match = _FIELD.fullmatch(line)
    if match is None or match["value"][0] not in "\"'[]{}>|&*!%@`,?-#":
        if re.match(r"\s*(- )?[\w.-]+:(\s|$)", line):
            message = "this line is indented differently from those around it"
            return YamlFault(line=at[0], column=at[1], message=message, hint=_INDENT)
        return None
    value, first = match["value"], match["value"][0]
    if _ONE_QUOTED.fullmatch(value):
        message = "a quotation mark above this line is opened and never closed"
        return YamlFault(line=at[0], column=at[1], message=message, hint="close it on its own line")
    message = (
        "text stands behind the closing quotation mark"
        if first in "\"'"
        else f"a value that begins with {first} needs quotes"
    )
    hint = f"write {match['key'].strip()}: {yaml_scalar(value)}"
    return YamlFault(line=at[0], column=match.start("value"), message=message, hint=hint)
