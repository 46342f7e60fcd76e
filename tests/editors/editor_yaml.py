"""YAML as editors read it: version 1.2, in which `no` and `1:30` are texts, `404` is a number and `true` a boolean."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml import YAMLError

__all__ = ["YAMLError", "load"]


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # a class all the same
    """Resolves plain scalars by the core schema of YAML 1.2, section 10.3.2 of its specification."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the name is PyYAML's


_CORE = {
    "null": (r"null|Null|NULL|~|", None),
    "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    "float": (
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
}
for _name, (_pattern, _first) in _CORE.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(rf"(?:{_pattern})\Z"), _first)


def load(text: str) -> Any:
    """The value of the document `text`, its keys as texts.

    Raises YAMLError, as well for a key that stands twice and for aliases that name far too much.
    """
    node = yaml.compose(text, Loader=_Loader)
    return None if node is None else _Reader().value(node, 0)


class _Reader:
    def __init__(self) -> None:
        self.count = 0

    def value(self, node: yaml.Node, depth: int) -> Any:
        self.count += 1
        if depth > 100 or self.count > 10_000:
            raise YAMLError("too deep, or too much")
        if isinstance(node, yaml.SequenceNode):
            return [self.value(entry, depth + 1) for entry in node.value]
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth)
        return _scalar(node.tag.rpartition(":")[2], str(node.value))

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, entry in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in found:
                raise YAMLError("a key that is no word, or stands twice")
            if key.value == "<<":
                merged |= self.value(entry, depth + 1)
            else:
                found[key.value] = self.value(entry, depth + 1)
        return {**merged, **found}


def _scalar(tag: str, text: str) -> Any:
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    if tag == "int":
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if tag == "float":
        return float(re.sub(r"\.(?=inf|nan)", "", text.lower()))
    return text
