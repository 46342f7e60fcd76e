"""Adding components to `mkdocs.yml`, and nothing else: every other byte of the file stays where it is.

The file is not written anew from a parsed form, because even a round-trip library moves comments and changes quotes.
The YAML parser only tells where the list ends, the new lines go there, and the result is parsed again and compared
before anyone may write it. Foreign tags (`!ENV`, `!!python/name:`) are never resolved, so they do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from statusgen.importers.settings_entries import block_entries, flow_entries
from statusgen.importers.settings_places import NoPlace, Place, find_place
from statusgen.model import Component
from statusgen.problems import Problem

__all__ = ["add_components", "listed_components"]

_BY_HAND = "add the components by hand, then import again"


def add_components(data: bytes, components: Sequence[Component], path: str) -> tuple[bytes, list[Problem]]:
    """`data` with those of `components` whose ids it does not have, or unchanged and why that cannot be done."""
    try:
        text = data.decode("utf-8")
        newline = "\r\n" if "\r\n" in text else "\n"
        place = find_place(text)
        missing = [component for component in components if component.id not in place.known]
        if not missing:
            return data, []
        edited = _edited(text, place, missing, newline)
        _check(text, edited, missing, place)
    except NoPlace as fault:
        return data, [Problem(path=path, line=fault.line, message=fault.message, hint=fault.hint or _BY_HAND)]
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        return data, [Problem(path=path, message=f"cannot be edited safely: {reason}", hint=_BY_HAND)]
    return edited.encode("utf-8"), []


def listed_components(data: bytes) -> list[str] | None:
    """The ids that the settings in `data` list; None if they have no list, or cannot be read."""
    try:
        place = find_place(data.decode("utf-8"))
    except (NoPlace, UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError):
        return None
    return list(place.known) if place.has_list else None


def _edited(text: str, place: Place, missing: Sequence[Component], newline: str) -> str:
    """`text` with the new entries at `place`."""
    if place.flow:
        inserted = flow_entries(missing)
        inserted = f"{place.before}{inserted}{place.after}"
    else:
        lines = [*place.lead, *block_entries(missing, place.indent, one_line=place.one_line)]
        inserted = "".join(line + newline for line in lines)
        if place.start and text[place.start - 1] != "\n":
            inserted = newline + inserted
    return text[: place.start] + inserted + text[place.end :]


@dataclass(frozen=True)
class _Scalar:
    """A scalar as the file writes it: its tag counts, whatever it stands for."""

    tag: str
    value: str


def _check(before: str, after: str, missing: Sequence[Component], place: Place) -> None:
    """Raises ValueError unless `after` says what `before` says, and the new components besides."""
    new_ids = [component.id for component in missing]
    known = find_place(after).known
    if known != [*place.known, *new_ids]:
        raise ValueError("the components would not stand where they belong")
    if _without(_tree(after), new_ids) != _without(_tree(before), new_ids):
        raise ValueError("another setting would change")
    if not _is_subsequence(_comment_lines(before), _comment_lines(after)):
        raise ValueError("a comment would be lost")


def _tree(text: str) -> Any:
    return _plain(yaml.compose(text, Loader=yaml.SafeLoader))


def _plain(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {"tag": node.tag, "pairs": [(_plain(key), _plain(value)) for key, value in node.value]}
    if isinstance(node, yaml.SequenceNode):
        return {"tag": node.tag, "entries": [_plain(entry) for entry in node.value]}
    return _Scalar(node.tag, node.value) if node is not None else None


def _without(tree: Any, ids: Sequence[str]) -> Any:
    """`tree` without the plugin's settings as far as they were empty, and without the new components."""
    statusgen = _Scalar("tag:yaml.org,2002:str", "statusgen")
    return _rewritten(tree, lambda pair: pair[0] == statusgen, statusgen, ids)


def _rewritten(tree: Any, is_plugin: Callable[[Any], bool], name: _Scalar, ids: Sequence[str]) -> Any:
    if not isinstance(tree, dict):
        return tree
    if "entries" in tree:
        entries = [_rewritten(entry, is_plugin, name, ids) for entry in tree["entries"]]
        # `- statusgen` and `- statusgen:` without settings say the same.
        bare = {"tag": "tag:yaml.org,2002:map", "pairs": [(name, None)]}
        return {**tree, "entries": [name if entry == bare else entry for entry in entries]}
    pairs = [
        (key, _settings(value, ids) if is_plugin((key, value)) else _rewritten(value, is_plugin, name, ids))
        for key, value in tree["pairs"]
    ]
    return {**tree, "pairs": pairs}


def _settings(tree: Any, ids: Sequence[str]) -> Any:
    if not isinstance(tree, dict):
        return None
    pairs = []
    for key, value in tree.get("pairs", []):
        if key.value == "components":
            value = (
                [entry for entry in (value or {}).get("entries", []) if _id(entry) not in ids]
                if isinstance(value, dict)
                else []
            )
            if not value:
                continue
        pairs.append((key, value))
    return pairs or None


def _id(entry: Any) -> str | None:
    pairs = entry.get("pairs", []) if isinstance(entry, dict) else []
    return next(
        (value.value for key, value in pairs if key.value == "id" and isinstance(value, _Scalar)), None
    )


def _comment_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.search(r"(?:^|\s)#", line)]


def _is_subsequence(wanted: Sequence[str], lines: Sequence[str]) -> bool:
    rest = iter(lines)
    # A comment may now stand behind a longer line: what counts is that its words are there, in order.
    return all(any(line[line.index("#") :] in other for other in rest) for line in wanted)
