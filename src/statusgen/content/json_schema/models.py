"""The JSON Schema of a block of fields, from the reader's own pydantic model: no field can be missing here."""

from __future__ import annotations

from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from statusgen.content.json_schema import patterns
from statusgen.content.json_schema.descriptions import FIELDS, Help
from statusgen.content.json_schema.values import TYPES, Schema, list_of, or_also, word
from statusgen.content.schema import Touched

__all__ = ["helped", "properties_of", "required_of"]


def properties_of(model: type[BaseModel], **other: Schema) -> dict[str, Schema]:
    """Each field of `model` with the schema of its value; `other` takes the place of a field's own."""
    hints = get_type_hints(model, include_extras=True)
    helps, nothing = FIELDS[model.__name__], Help("")
    return {
        name: helped(other.get(name) or _schema_of(hints[name]), helps.get(name, nothing))
        for name in model.model_fields
    }


def required_of(model: type[BaseModel]) -> list[str]:
    """The fields that must stand in the block."""
    return [name for name, field in model.model_fields.items() if field.is_required()]


def helped(schema: Schema, help_: Help) -> Schema:
    """`schema` with what an editor says of it in front."""
    described: Schema = {"description": help_.description} if help_.description else {}
    if help_.examples:
        described["examples"] = list(help_.examples)
    return described | schema


def _block(model: type[BaseModel]) -> Schema:
    return {
        "title": model.__name__.removesuffix("Fields").lower(),
        "type": "object",
        "required": required_of(model),
        "properties": properties_of(model),
        "additionalProperties": False,
    }


def _schema_of(hint: Any) -> Schema:
    """What the reader accepts for a field with the annotation `hint`."""
    if hint == Touched:
        return {"type": ["object", "array", "null"]}  # more is known to those who know the components
    for known, schema in TYPES:
        if hint == known:
            return schema
    arguments = get_args(hint)
    if NoneType in arguments:
        [inner] = [argument for argument in arguments if argument is not NoneType]
        return or_also(_schema_of(inner), "null")
    if hasattr(hint, "__metadata__"):
        return _annotated(hint.__origin__)
    return _collection(hint)


def _annotated(inner: Any) -> Schema:
    """An enumeration, or a list in whose place nothing may stand."""
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return word(inner)
    return or_also(_collection(inner), "null")


def _collection(hint: Any) -> Schema:
    if get_origin(hint) is list:
        [entry] = get_args(hint)
        if isinstance(entry, type) and issubclass(entry, BaseModel):
            return {"type": "array", "items": _block(entry)}
        return list_of(_schema_of(entry))
    if get_origin(hint) is dict:
        key, value = get_args(hint)
        return _by_word(key.__origin__, _schema_of(value))
    raise TypeError(f"no JSON Schema for {hint}")


def _by_word(words: type[StrEnum], value: Schema) -> Schema:
    """A mapping from each of `words`, in any case, to a `value`."""
    meanings = word(words)["anyOf"][0]
    described = zip(meanings["enum"], meanings["enumDescriptions"], strict=True)
    value = {"examples": ["30m"]} | value
    return {
        "type": "object",
        "properties": {name: {"description": meaning} | value for name, meaning in described},
        "patternProperties": {patterns.spellings(words): value},
        "additionalProperties": False,
        "errorMessage": meanings["errorMessage"],
    }
