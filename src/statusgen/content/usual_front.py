"""Front matter as people and tools usually write it, read without a YAML parser.

Each line holds one field, or one entry of the field above it. Whatever is less usual (a comment, an escape, a text of
several lines) and whatever may be a fault is None here: the careful reader understands the one and explains the other.
"""

from __future__ import annotations

import re
from typing import TypeAlias

__all__ = ["Value", "usual_front"]

Value: TypeAlias = str | list[str] | dict[str, str]

_LONGEST = 10_000
"""Characters; front matter that is longer is left to the careful reader, which knows its limits."""
_NAME = re.compile(r"[a-z][a-z_]*")
_ENTRY = re.compile(r"(?P<indent> *)- +(?P<value>.+)")
_PAIR = re.compile(r"(?P<indent> +)(?P<key>[a-z0-9][a-z0-9-]*): +(?P<value>.+)")
_FLOW_PAIR = re.compile(r" *(?P<key>[a-z0-9][a-z0-9-]*): +(?P<value>.+)")
# What means something to YAML: at the beginning of a value, and anywhere between brackets.
_FIRST = frozenset("-?:,[]{}#&*!|>%@`\"'")
_IN_BRACKETS = re.compile(r"[\[\]{}#&*!|>%@`\"'?\\:]")
_NULLS = frozenset({"~", "null", "Null", "NULL"})


def usual_front(text: str) -> dict[str, Value] | None:
    """The fields in `text`, all the lines between the fences, as plain strings; None if any line is unusual.

    What is returned is what YAML makes of `text`, with every value as it is written.
    """
    # Blanks that only look like one, tabs and control characters cannot be printed.
    if len(text) > _LONGEST or not text.replace("\n", "").isprintable():
        return None
    found: dict[str, Value] = {}
    block: _Block | None = None
    for line in text.split("\n"):
        if line[:1] in (" ", "-"):
            if block is None or not block.takes(line):
                return None
            continue
        if block is not None and not block.value:
            return None
        name, colon, rest = line.partition(":")
        if not colon or name in found or not _NAME.fullmatch(name):
            return None
        rest = rest.rstrip()
        block = None if rest else _Block(found, name)
        if rest:
            value = _value(rest[1:].lstrip()) if rest[0] == " " else None
            if value is None:
                return None
            found[name] = value
    return found if block is None or block.value else None


class _Block:
    """A list or a mapping, one entry on each line."""

    def __init__(self, found: dict[str, Value], name: str) -> None:
        self.found = found
        self.name = name
        self.value: Value = ""
        self.indent = ""

    def takes(self, line: str) -> bool:
        """Whether `line` is one more entry; then it is noted."""
        entry = _ENTRY.fullmatch(line)
        match = entry or _PAIR.fullmatch(line)
        value = _scalar(match["value"].rstrip()) if match else None
        if match is None or value is None:
            return False
        if not self.value:
            self.indent = match["indent"]
            self.value = [] if entry else {}
            self.found[self.name] = self.value
        if match["indent"] != self.indent:
            return False
        if entry and isinstance(self.value, list):
            self.value.append(value)
        elif not entry and isinstance(self.value, dict) and match["key"] not in self.value:
            self.value[match["key"]] = value
        else:
            return False
        return True


def _value(text: str) -> Value | None:
    if text[0] == "[" and text[-1] == "]":
        return _flow_list(text[1:-1])
    if text[0] == "{" and text[-1] == "}":
        return _flow_mapping(text[1:-1])
    return _scalar(text)


def _scalar(text: str) -> str | None:
    """The text that the scalar `text` stands for, quoted or not."""
    first = text[:1]
    if first in ('"', "'"):
        is_simple = len(text) > 1 and text[-1] == first and text.count(first) == 2 and "\\" not in text
        return text[1:-1] if is_simple else None
    if not first or first in _FIRST or text[-1] == ":" or ": " in text or " #" in text or text in _NULLS:
        return None
    return text


def _flow_list(text: str) -> list[str] | None:
    if not text.strip():
        return []
    if _IN_BRACKETS.search(text):
        return None
    entries = [entry.strip() for entry in text.split(",")]
    return entries if all(_scalar(entry) is not None for entry in entries) else None


def _flow_mapping(text: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for part in text.split(",") if text.strip() else ():
        match = _FLOW_PAIR.fullmatch(part)
        value = match["value"].strip() if match else ""
        if match is None or match["key"] in found or _IN_BRACKETS.search(value) or _scalar(value) is None:
            return None
        found[match["key"]] = value
    return found
