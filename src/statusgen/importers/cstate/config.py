"""The configuration of a cState site: its address, its systems and their categories."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from msgspec import Struct

from statusgen.importers.conversion import SourceComponent
from statusgen.problems import Problem

__all__ = ["CStateSite", "read_cstate_config"]


class CStateSite(Struct, frozen=True, kw_only=True):
    """What the records need to know of their site."""

    base_url: str | None = None
    zone: tzinfo = UTC
    systems: Sequence[SourceComponent] = ()
    has_list: bool = False
    """Whether there was a configuration to list systems in."""

    def system_named(self, name: str) -> str:
        """The key of the listed system with this name in any case, else `name` itself."""
        exact = {system.name: system.key for system in self.systems}
        lower = {system.name.lower(): system.key for system in self.systems}
        return exact.get(name) or lower.get(name.lower()) or name


def read_cstate_config(data: bytes, path: str) -> tuple[CStateSite, list[Problem]]:
    """The site that `config.yml` (or `config.toml`) describes, or why it cannot be read."""
    try:
        text = data.decode("utf-8-sig")
        config: Any
        config = (
            tomllib.loads(text) if path.endswith(".toml") else yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
        )
    except (UnicodeDecodeError, yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        reason = " ".join(str(error).split())[:160]
        return CStateSite(), [
            Problem(path=path, message=f"cannot be read: {reason}", hint="mend it, then import")
        ]
    if not isinstance(config, dict):
        return CStateSite(), [
            Problem(path=path, message="holds no settings", hint="name the folder of a cState site")
        ]
    params = config.get("params")
    return (
        CStateSite(
            base_url=_text(config.get("baseURL") or config.get("baseurl")) or None,
            zone=_zone(_text(config.get("timeZone") or config.get("timezone"))),
            systems=tuple(_systems(params if isinstance(params, dict) else {})),
            has_list=isinstance(params, dict) and isinstance(params.get("systems"), list),
        ),
        [],
    )


def _systems(params: dict[str, Any]) -> list[SourceComponent]:
    hidden = {
        _text(category.get("name"))
        for category in _mappings(params.get("categories"))
        if str(category.get("untitled")).lower() == "true"
    }
    found: dict[str, SourceComponent] = {}
    for system in _mappings(params.get("systems")):
        name = _text(system.get("name"))
        category = _text(system.get("category"))
        if name and name not in found:
            found[name] = SourceComponent(
                key=name,
                name=name,
                # cState shows no heading above an untitled category, so it is a way to sort, not a group.
                group=None if category in hidden else category or None,
                description=_text(system.get("description")) or None,
                listed=True,
            )
    return list(found.values())


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ValueError, OSError):
        return UTC
