"""`mkdocs.yml` as JSON Schema: strict where statusgen reads it, open everywhere else."""

from __future__ import annotations

from typing import Any

from statusgen.content.json_schema import patterns
from statusgen.content.json_schema.descriptions import MKDOCS
from statusgen.content.json_schema.models import helped, properties_of
from statusgen.content.json_schema.values import Schema, of_type, or_also, text_like
from statusgen.content.schema import SettingsFields

__all__ = ["config_schema"]

_SETTINGS = {"$ref": "#/definitions/statusgen"}
_ANY_TEXT = text_like(patterns.OPTIONAL_TEXT, "write a text", "number", "boolean", "null")
_NO_OTHER_THEME = "write material: the pages stand in the frame of Material for MkDocs"
_MATERIAL = {"enum": ["material"], "errorMessage": _NO_OTHER_THEME}
_VARIABLES = of_type("array")
_PLUGIN_IS_MISSING = "the plugin statusgen is not listed"


def config_schema() -> Schema:
    """A whole `mkdocs.yml`; what a file that it inherits from may say, it need not say itself."""
    return {
        "type": "object",
        "properties": {name: helped(schema, MKDOCS[name]) for name, schema in _settings_of_mkdocs().items()},
        "if": {"required": ["INHERIT"]},
        "else": {
            "required": ["site_name", "site_url", "plugins"],
            "properties": {
                "theme": {"required": ["name"], "doNotSuggest": True},
                "plugins": _lists_the_plugin() | {"doNotSuggest": True},
            },
        },
        "definitions": {"statusgen": _settings_of_statusgen()},
    }


def _settings_of_mkdocs() -> dict[str, Schema]:
    """The settings of MkDocs that statusgen reads."""
    name = text_like(patterns.NOT_EMPTY, "write the name of the site", "number", "boolean")
    message = "delete the line, or write true"
    yes = {
        "anyOf": [{"enum": [True]}, {"type": "string", "pattern": patterns.NOT_NO, "errorMessage": message}]
    }
    return {
        "site_name": _or_environment(name),
        "site_url": _or_environment(text_like(patterns.ADDRESS, "write it like https://status.example.com/")),
        "site_description": _or_environment(_ANY_TEXT),
        "docs_dir": _or_environment(_ANY_TEXT),
        "site_dir": _or_environment(_ANY_TEXT),
        "theme": or_also(
            {"anyOf": [_MATERIAL, {"type": "object", "properties": {"name": _MATERIAL}}]}, "null"
        ),
        "use_directory_urls": or_also(yes, "number", "null"),
        "plugins": {
            "type": ["object", "array"],
            "properties": {"statusgen": _SETTINGS},
            "items": {"properties": {"statusgen": _SETTINGS}},
        },
    }


def _lists_the_plugin() -> Schema:
    named = {"anyOf": [{"const": "statusgen"}, {"type": "object", "required": ["statusgen"]}]}
    return {"required": ["statusgen"], "contains": named, "errorMessage": _PLUGIN_IS_MISSING}


def _settings_of_statusgen() -> Schema:
    schema: Schema = {
        "type": ["object", "null"],
        "properties": properties_of(SettingsFields),
        "additionalProperties": False,
    }
    return helped(_or_environment(schema), MKDOCS["statusgen"])


def _or_environment(value: Any) -> Any:
    """`value` with every text also from an environment variable.

    Of `!ENV NAME` an editor sees the text NAME, and of `!ENV [NAME, default]` a list.
    """
    if isinstance(value, list):
        return [_or_environment(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if "pattern" in value:
        text = {key: value[key] for key in ("type", "pattern", "errorMessage") if key in value}
        text["pattern"] += f"|{patterns.VARIABLE}"
        others = {key: entry for key, entry in value.items() if key not in text}
        return others | {"anyOf": [text, _VARIABLES]}
    changed = {key: _or_environment(entry) for key, entry in value.items()}
    if "anyOf" in changed:
        changed["anyOf"] = [inner for entry in changed["anyOf"] for inner in entry.get("anyOf", [entry])]
    return changed
