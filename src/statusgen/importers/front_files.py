"""Files with front matter: other generators read YAML, TOML and JSON, and people write what is none of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml
from msgspec import Struct

from statusgen.importers.conversion import Note
from statusgen.importers.json_files import read_json

__all__ = ["SourceFile", "read_source_file"]

_FENCED = re.compile(
    r"\A\s*(?P<mark>---|\+\+\+)(?P<format>json|toml|yaml|yml)?[ \t]*\n"
    r"(?P<front>.*?)(?:^|\n)(?P=mark)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_UNOPENED = re.compile(r"\A\s*(?P<front>[A-Za-z][\w-]*[ \t]*:.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
_DAMAGED = Note(reason="the front matter was no valid YAML: it was read line by line")


class SourceFile(Struct, frozen=True, kw_only=True):
    """A file with front matter, taken apart; keys are in lower case."""

    fields: dict[str, str | list[str]]
    body: str
    notes: tuple[Note, ...] = ()

    def text(self, key: str) -> str:
        """The value of `key` as one text, empty if there is none."""
        value = self.fields.get(key, "")
        return value if isinstance(value, str) else ", ".join(value)

    def names(self, key: str) -> list[str]:
        """The value of `key` as a list without repetitions and empty entries."""
        value = self.fields.get(key, [])
        entries = [value] if isinstance(value, str) else value
        return list(dict.fromkeys(entry.strip() for entry in entries if entry.strip()))


def read_source_file(data: bytes) -> SourceFile:
    """Front matter and body of `data`; bytes that are no UTF-8 are read as Windows-1252, as old editors wrote them."""
    notes: list[Note] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        notes.append(Note(reason="the file was not UTF-8: it was read as Windows-1252"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _FENCED.match(text)
    if match is None:
        match = _UNOPENED.match(text)
        if match is None:
            notes.append(Note(reason="the file had no front matter"))
            return SourceFile(fields={}, body=text, notes=tuple(notes))
        notes.append(Note(reason="the line --- before the front matter was missing"))
    front = match["front"]
    fields = _fields(front, match.groupdict())
    if fields is None:
        notes.append(_DAMAGED)
        fields = _lines(front)
    return SourceFile(fields=fields, body=text[match.end() :], notes=tuple(notes))


def _fields(front: str, marks: Mapping[str, str | None]) -> dict[str, str | list[str]] | None:
    """The front matter in the format that the lines around it name."""
    if marks.get("format") == "json":
        document, problem = read_json(front.encode("utf-8", "replace"), "", hint="")
        return None if problem else _as_fields(document)
    if marks.get("format") == "toml" or marks.get("mark") == "+++":
        return _toml_fields(front)
    return _yaml_fields(front)


def _yaml_fields(front: str) -> dict[str, str | list[str]] | None:
    try:
        # Values stay text, or YAML would turn dates into times of its own understanding.
        return _as_fields(yaml.load(front, Loader=yaml.BaseLoader))  # noqa: S506  # it makes nothing but text
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _toml_fields(front: str) -> dict[str, str | list[str]] | None:
    try:
        return _as_fields(tomllib.loads(front))
    except (RecursionError, ValueError):
        return None


def _as_fields(value: Any) -> dict[str, str | list[str]] | None:
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        return None
    fields: dict[str, str | list[str]] = {}
    for key, entry in value.items():
        if isinstance(entry, list):
            fields[str(key).lower()] = [_as_text(part) for part in entry]
        else:
            fields[str(key).lower()] = _as_text(entry)
    return fields


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, (dict, list)) else str(value)


def _lines(front: str) -> dict[str, str | list[str]]:
    """What can be saved of damaged YAML: `key: value` lines, and `- entry` lines below a key."""
    fields: dict[str, str | list[str]] = {}
    key = ""
    for line in front.split("\n"):
        if match := _KEY.fullmatch(line):
            key = match["key"].lower()
            fields[key] = match["value"].strip().strip("\"'")
        elif (match := _ITEM.fullmatch(line)) and key:
            known = fields[key]
            entries = known if isinstance(known, list) else [known] if known else []
            fields[key] = [*entries, match["value"].strip().strip("\"'")]
    return fields
