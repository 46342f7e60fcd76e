"""Components as YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from statusgen.content.writing import yaml_scalar
from statusgen.model import Component

__all__ = ["block_entries", "flow_entries"]

_FIELDS = ("id", "name", "group", "description", "since", "retired")


def block_entries(components: Sequence[Component], indent: int, *, one_line: bool) -> Iterator[str]:
    """The lines of a block list, one field or (`one_line`) one component each, without line ends."""
    blank = " " * indent
    for component in components:
        if one_line:
            yield f"{blank}- {_flow_entry(component)}"
            continue
        for number, (field, value) in enumerate(_values(component)):
            yield f"{blank}{'  ' if number else '- '}{field}: {_block_scalar(value)}"


def flow_entries(components: Sequence[Component]) -> str:
    """The entries of a list in brackets, without the brackets."""
    return ", ".join(_flow_entry(component) for component in components)


def _values(component: Component) -> Iterator[tuple[str, object]]:
    for field in _FIELDS:
        value = getattr(component, field)
        if value is not None:
            yield field, value


def _block_scalar(value: object) -> str:
    return yaml_scalar(value) if isinstance(value, str) else str(value)


def _flow_entry(component: Component) -> str:
    pairs = (f"{field}: {_flow_scalar(value)}" for field, value in _values(component))
    return "{" + ", ".join(pairs) + "}"


def _flow_scalar(value: object) -> str:
    """A value that a comma, a bracket or a brace may follow: text that holds one of them is quoted."""
    text = _block_scalar(value)
    if text[0] not in "\"'" and any(mark in text for mark in ",[]{}?:#"):
        return json.dumps(text, ensure_ascii=False)
    return text
