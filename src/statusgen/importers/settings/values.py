"""A component as YAML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from statusgen.content.writing import yaml_scalar
from statusgen.model import Component

__all__ = ["component_map", "component_values"]

_FIELDS = ("id", "name", "group", "description", "slo", "since", "upstream", "retired")


def component_values(component: Component) -> Iterator[tuple[str, str | float | date]]:
    """Field and value of everything that an import knows of `component`."""
    for field in _FIELDS:
        value = getattr(component, field)
        if value is not None:
            yield field, value


def component_map(component: Component) -> CommentedMap:
    """`component` as an entry of the list; a text that some reader of YAML takes for something else is quoted."""
    return CommentedMap((field, _scalar(value)) for field, value in component_values(component))


def _scalar(value: str | float | date) -> str | float | date:
    # ruamel.yaml writes YAML 1.2, in which `yes` and `1:30` are texts; MkDocs reads YAML 1.1, in which they are not.
    # In braces it leaves a question mark and a leading colon without quotes, which PyYAML takes for marks of a key.
    if isinstance(value, str) and (yaml_scalar(value) != value or "?" in value or value.startswith(":")):
        quoted: str = DoubleQuotedScalarString(value)
        return quoted
    # A day of its own for each component: of one that stands twice, ruamel.yaml writes an alias.
    return value.replace() if isinstance(value, date) else value
