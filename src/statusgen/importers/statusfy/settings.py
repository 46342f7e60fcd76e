"""The settings of a Statusfy site, as far as they are data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from statusgen.importers.conversion import SourceComponent
from statusgen.importers.json_files import read_json
from statusgen.importers.names import clean_line
from statusgen.importers.plain_yaml import mapping_of, read_settings_file, word_of
from statusgen.problems import Problem

__all__ = ["CONFIGS", "StatusfySite", "read_statusfy_settings"]

CONFIGS = ("config.js", "config.json", "config.yml", "config.yaml", "config.toml")
_HINT = "mend it, then import"
_STRING = r"(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`[^`$\\]*`)"
_COMMENT = re.compile(rf"(?P<string>{_STRING})|//[^\n]*|/\*.*?\*/", re.DOTALL)
_SYSTEMS = re.compile(r"\bsystems['\"]?\s*:\s*(?P<list>\[[^\[\]{}]*\])?")
_FUNCTION = re.compile(r"=>|\bfunction\b|\brequire\s*\(|\bprocess\.env\b|\$\{|\.\.\.")


class StatusfySite(Struct, frozen=True, kw_only=True):
    """What the records need to know of their site."""

    base_url: str | None = None
    language: str = "en"
    content_dir: str = "content"
    systems: Sequence[SourceComponent] = ()
    has_list: bool = False
    """Whether the settings say which systems there are."""
    remarks: Sequence[str] = ()


def read_statusfy_settings(files: Mapping[str, bytes]) -> tuple[StatusfySite, list[Problem]]:
    """The site that the `files` of a folder (path to content) describe, or what keeps them from being read."""
    config: Mapping[str, Any] = {}
    problems: list[Problem] = []
    remarks: list[str] = []
    name = next((name for name in CONFIGS if name in files), None)
    if name is None:
        remarks.append("The folder has no config file: its list of systems and its address are unknown.")
    elif name.endswith(".js"):
        config, remarks = _from_javascript(files[name])
    elif name.endswith(".json"):
        document, problem = read_json(files[name], name, hint=_HINT)
        problems = [problem] if problem else []
        config = mapping_of(document)
    else:
        config, problems = read_settings_file(files[name], name)
    # The block was called contentConfig until version 0.2.
    content = mapping_of(config.get("content") or config.get("contentConfig"))
    language = word_of(config.get("defaultLocale")) or "en"
    base_url = word_of(config.get("baseUrl"))
    systems = content.get("systems")
    words, more = _words(files, language)
    return StatusfySite(
        base_url=base_url if base_url.startswith(("http://", "https://")) else None,
        language=language,
        content_dir=word_of(content.get("dir")) or "content",
        systems=tuple(_systems(systems, words)),
        has_list=isinstance(systems, list),
        remarks=[*remarks, *more],
    ), problems


def _systems(systems: Any, words: Mapping[str, Any]) -> list[SourceComponent]:
    found: dict[str, SourceComponent] = {}
    for entry in systems if isinstance(systems, list) else []:
        # Later versions allow an object with a name in place of the name.
        key = word_of(entry) or word_of(mapping_of(entry).get("name"))
        if key:
            found.setdefault(key, named_system(key, words, listed=True))
    return list(found.values())


def named_system(key: str, words: Mapping[str, Any], *, listed: bool = False) -> SourceComponent:
    """The system `key` under the name that the language's file gives it."""
    said = mapping_of(words.get(key))
    return SourceComponent(
        key=key,
        name=clean_line(word_of(said.get("title"))) or key,
        description=clean_line(word_of(said.get("description"))) or None,
        listed=listed,
    )


def _words(files: Mapping[str, bytes], language: str) -> tuple[Mapping[str, Any], list[str]]:
    """What the file of the language says of systems."""
    path = f"locales/{language}.json"
    if path not in files:
        return {}, []
    document, problem = read_json(files[path], path, hint=_HINT)
    if problem:
        return {}, [f"{path} {problem.message}: components are called by their ids."]
    return mapping_of(mapping_of(mapping_of(document).get("systems")).get("items")), []


def _from_javascript(data: bytes) -> tuple[dict[str, Any], list[str]]:
    """What stands as plain text in a program, which is not run, and what that leaves unknown."""
    text = _COMMENT.sub(lambda match: match["string"] or " ", data.decode("utf-8", "replace"))
    unknown = []
    content: dict[str, Any] = {}
    systems = _SYSTEMS.search(text)
    if systems and systems["list"] is not None:
        inner = re.sub(_STRING, "", systems["list"])
        if inner.strip("[], \t\r\n"):
            unknown.append("some of its systems")
        content["systems"] = [_text(one) for one in re.findall(_STRING, systems["list"])]
    elif systems:
        unknown.append("its list of systems")
    config: dict[str, Any] = {}
    for key, into in (("defaultLocale", config), ("baseUrl", config), ("dir", content)):
        match = re.search(rf"\b{key}['\"]?\s*:\s*(?P<value>{_STRING}(?!\s*\+))?", text)
        if match and match["value"] is not None:
            into[key] = _text(match["value"])
        elif match:
            unknown.append(f"its {key}")
    remarks = []
    if unknown:
        remarks.append(
            f"config.js is a program, and is not run: {', '.join(unknown)} could not be read as data."
        )
    elif _FUNCTION.search(text):
        remarks.append("config.js is a program, and is not run: only what it says in plain text was read.")
    return {**config, "content": content}, remarks


def _text(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal[1:-1])
