"""The front matter below `content/incidents/` and `content/postmortems/` as JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from statusgen.content.json_schema import patterns
from statusgen.content.json_schema.models import properties_of, required_of
from statusgen.content.json_schema.values import MOMENT, TEXT, Schema, list_of, word
from statusgen.content.schema import IncidentFields, PostmortemFields
from statusgen.model import Component, ComponentStatus, Kind

__all__ = ["postmortem_schema", "record_schema"]

_STATUS = {"$ref": "#/definitions/status"}
_LONGEST_LIST = 12
"""Of components in a message."""


def record_schema(kind: Kind | None, components: Sequence[Component] | None, *, needs_zone: bool) -> Schema:
    """The front matter of a record of `kind`; with None of any kind, judged by what it says of itself.

    `components` are those of the site, None if they are unknown. `needs_zone`: a time without one is a fault.
    """
    properties = properties_of(IncidentFields, components=_touched(components))
    required = required_of(IncidentFields)
    statuses = [ComponentStatus.OPERATIONAL] if kind is Kind.NOTICE else []
    schema: Schema = {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
        "definitions": {"status": word(ComponentStatus, statuses)},
    }
    if kind is None:
        schema |= _by_kind()
    else:
        required += _NEEDED[kind]
        for name, rule in _rules(kind).items():
            # What the rule says takes the place of what the field accepts in general; its help stays.
            shown = {
                key: properties[name][key] for key in ("description", "examples") if key in properties[name]
            }
            properties[name] = shown | rule
    return _with_zones(schema) if needs_zone else schema


def postmortem_schema(*, needs_zone: bool) -> Schema:
    """The front matter of a postmortem."""
    schema: Schema = {
        "type": "object",
        "required": required_of(PostmortemFields),
        "properties": properties_of(PostmortemFields, incidents=list_of(TEXT, least=1)),
        "additionalProperties": False,
    }
    return _with_zones(schema) if needs_zone else schema


def _touched(components: Sequence[Component] | None) -> Schema:
    """The components that a record touches: a mapping to their status, a list, or nothing."""
    schema: Schema = {
        "type": ["object", "array", "null"],
        "errorMessage": "write `component: status` lines, or a list of components",
    }
    if components is None:
        names = {"type": "string", "pattern": patterns.TEXT, "errorMessage": "write the id of a component"}
        # Empty properties: an editor then begins a mapping, which tells a status, and no list.
        return schema | {
            "properties": {},
            "propertyNames": names,
            "additionalProperties": _STATUS,
            "items": TEXT,
        }
    shown = ", ".join(component.id for component in components)
    if len(components) > _LONGEST_LIST:
        shown = "those in mkdocs.yml"
    described = {component.id: _described(component) for component in components}
    message = f"the components are {shown}" if components else "mkdocs.yml lists no component"
    return schema | {
        "errorMessage": f"{schema['errorMessage']}; {message}",
        "properties": {
            name: {"type": "string", "description": description, "allOf": [_STATUS]}
            for name, description in described.items()
        },
        "additionalProperties": False,
        "items": {
            "enum": [value for name in described for value in _as_read(name)],
            "enumDescriptions": [text for name, text in described.items() for _ in _as_read(name)],
            "errorMessage": message,
        },
    }


def _described(component: Component) -> str:
    """`Checkout: Paying for an order`, and whether it is history."""
    text = component.name + (f": {component.description}" if component.description else "")
    return f"{text} (retired on {component.retired})" if component.retired else text


def _as_read(component_id: str) -> list[Any]:
    """What an editor may take the id in a list for: `404` is a number to it, and `true` no text either."""
    if component_id in ("true", "false"):
        return [component_id, component_id == "true"]
    if re.fullmatch(r"[0-9]+", component_id):
        return [component_id, int(component_id)]
    return [component_id]


def _not_here(message: str) -> Schema:
    return {"type": "null", "doNotSuggest": True, "errorMessage": message}


_NEEDED = {
    Kind.INCIDENT: [],
    Kind.MAINTENANCE: ["kind", "starts", "ends"],
    Kind.NOTICE: ["kind"],
}


def _rules(kind: Kind) -> dict[str, Schema]:
    """What the fields of a record of `kind` must be, besides what they must be in any."""
    if kind is Kind.INCIDENT:
        message = "is a field of maintenances and notices only; write kind: maintenance"
        return {"kind": word(Kind, [kind]), "starts": _not_here(message), "ends": _not_here(message)}
    rules = {"kind": word(Kind, [kind]), "started": _not_here("is a field of incidents only; write starts")}
    return rules | ({"starts": MOMENT, "ends": MOMENT} if kind is Kind.MAINTENANCE else {})


def _by_kind() -> Schema:
    """The rules of the kind that a record says it has."""
    status = word(ComponentStatus, [ComponentStatus.OPERATIONAL])
    notice = _rules(Kind.NOTICE) | {"components": {"additionalProperties": status}}
    return {
        "if": _is(Kind.MAINTENANCE),
        "then": {"required": _NEEDED[Kind.MAINTENANCE], "properties": _rules(Kind.MAINTENANCE)},
        "else": {
            "if": _is(Kind.NOTICE),
            "then": {"properties": notice},
            "else": {"properties": {name: _rules(Kind.INCIDENT)[name] for name in ("starts", "ends")}},
        },
    }


def _is(kind: Kind) -> Schema:
    named = {"type": "string", "pattern": patterns.spellings([kind.value])}
    return {"required": ["kind"], "properties": {"kind": named}}


def _with_zones(value: Any) -> Any:
    """`value` with times that must name their zone."""
    if isinstance(value, dict):
        return {key: _with_zones(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_with_zones(entry) for entry in value]
    return patterns.MOMENT_WITH_ZONE if value == patterns.MOMENT else value
