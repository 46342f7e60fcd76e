"""The JSON Schema of a single value: of each type that `content.fields` reads.

The reader takes every value as the text that the author wrote; an editor takes `404` for a number and `true` for
a boolean. So a schema names what it refuses, and lets everything pass that reads as a right text.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeAlias

from statusgen.content import fields
from statusgen.content.json_schema import patterns
from statusgen.content.json_schema.descriptions import WORDS

__all__ = ["MOMENT", "TEXT", "TYPES", "Schema", "list_of", "of_type", "or_also", "text_like", "word"]

Schema: TypeAlias = dict[str, Any]

_ALL_TYPES = ("string", "number", "boolean", "array", "object", "null")


def of_type(*types: str) -> Schema:
    """Anything of one of the `types`, told by what it is not.

    Of a type that a schema names, editors offer `true`, `false` and `null` as if those were what people write.
    """
    return {"not": {"type": [name for name in _ALL_TYPES if name not in types]}}


def or_also(schema: Schema, *types: str) -> Schema:
    """`schema`, or anything of one of the `types`, if there are any."""
    if not types:
        return schema
    branches = schema["anyOf"] if set(schema) == {"anyOf"} else [schema]
    return {"anyOf": [*branches, of_type(*types)]}


def text_like(pattern: str, message: str, *types: str) -> Schema:
    """A text that `pattern` matches, or a value of one of the `types`; `message` says what to write instead."""
    return or_also({"type": "string", "pattern": pattern, "errorMessage": message}, *types)


def word(words: type[StrEnum], only: Sequence[StrEnum] = ()) -> Schema:
    """One of `words` (or of `only` those), in any case; an editor offers them as they are usually written."""
    allowed = [entry.value for entry in only or words]
    message = f"write {allowed[0]}" if len(allowed) == 1 else f"write one of: {', '.join(allowed)}"
    meanings = WORDS.get(words.__name__, {})
    exact = {
        "enum": allowed,
        "enumDescriptions": [meanings.get(entry, "") for entry in allowed],
        "errorMessage": message,
    }
    return {"anyOf": [exact, {"type": "string", "pattern": patterns.spellings(allowed)}]}


def list_of(entry: Schema, *, least: int = 0) -> Schema:
    """A list of `entry`, or a single one."""
    several: Schema = {"type": "array", "items": entry}
    if least:
        several |= {"minItems": least, "errorMessage": f"write at least {least}"}
    single = entry.get("anyOf", [entry])
    return {"anyOf": [several, *single]}


_WRITE_A_TEXT = "write a text; put one that holds brackets or a colon into quotes"
TEXT = text_like(patterns.TEXT, _WRITE_A_TEXT, "number", "boolean")
MOMENT = text_like(patterns.MOMENT, "write a time like 2026-11-20 14:05 UTC")
_DAY = {
    "anyOf": [
        {"type": "string", "pattern": patterns.DAY, "errorMessage": "write a day like 2026-11-20"},
        {"type": "integer", "minimum": 10101, "maximum": 99991231},
    ]
}
_PERCENT = {
    "anyOf": [
        {
            "type": "string",
            "pattern": patterns.PERCENT,
            "errorMessage": "write a number up to 100, like 99.9",
        },
        {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
    ]
}
_SLUG = "write a-z, 0-9 and single hyphens, like order-tracking"

TYPES: Sequence[tuple[Any, Schema]] = (
    (fields.Text, TEXT),
    (fields.Slug, text_like(patterns.SLUG, _SLUG, "number", "boolean")),
    (fields.Alias, text_like(patterns.ALIAS, "write a path like /issues/old-name/", "number", "boolean")),
    (fields.Moment, MOMENT),
    (fields.Duration, text_like(patterns.DURATION, "write a length of time like 30m, 2h or 30d")),
    (fields.ZoneName, text_like(patterns.ZONE, "write UTC, or a name like Europe/Paris")),
    (fields.Link, text_like(patterns.LINK, "write an address like https://example.com/page")),
    (fields.Day, _DAY),
    (fields.Percent, _PERCENT),
)
"""Type of a field to the schema of what it reads, in no order; an Annotated type cannot be a key everywhere."""
