"""YAML and TOML settings of other tools, as plain texts, lists and mappings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

from statusgen.problems import Problem

__all__ = ["listed", "mapping_of", "read_settings_file", "word_of"]


def read_settings_file(data: bytes, path: str) -> tuple[Mapping[str, Any], list[Problem]]:
    """The mapping in `data`, which is TOML where `path` ends so, or what keeps it from being read."""
    try:
        text = data.decode("utf-8-sig")
        value: Any
        value = (
            tomllib.loads(text) if path.endswith(".toml") else yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
        )
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        reason = " ".join(str(error).split())[:160]
        return {}, [Problem(path=path, message=f"cannot be read: {reason}", hint="mend it, then import")]
    if not isinstance(value, dict):
        return {}, [Problem(path=path, message="holds no settings", hint="name the folder of the whole site")]
    return value, []


def listed(value: Any) -> list[Mapping[str, Any]]:
    """The mappings in a list; empty for anything else."""
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def mapping_of(value: Any) -> Mapping[str, Any]:
    """A mapping; empty for anything else."""
    return value if isinstance(value, Mapping) else {}


def word_of(value: Any) -> str:
    """A text without blanks around it; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""
