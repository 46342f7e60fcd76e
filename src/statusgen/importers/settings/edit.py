"""Adding components to `mkdocs.yml`: a round trip through ruamel.yaml, compared with what was there before."""

from __future__ import annotations

import codecs
import io
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from statusgen.importers.settings.check import says_the_same
from statusgen.importers.settings.layout import in_own_layout
from statusgen.importers.settings.values import component_map
from statusgen.model import Component
from statusgen.problems import Problem

__all__ = ["add_components", "has_component_list"]

# The indentations of mappings and lists, and of a list's hyphens within it, that people use; the usual one first.
_INDENTATIONS = ((2, 4, 2), (2, 2, 0), (4, 6, 4), (4, 4, 2), (4, 2, 0), (4, 4, 0), (2, 6, 4))
# What ruamel.yaml raises for files that are no YAML, or that it cannot keep as they are.
_FAULTS = (YAMLError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def add_components(data: bytes, components: Sequence[Component], path: str) -> tuple[bytes, list[Problem]]:
    """`data` with those of `components` whose ids it does not have, or unchanged and the lines to add by hand.

    Every comment and every other setting stays, foreign tags and quotes included, and so does the layout of the other
    lines unless the file is indented in a way of its own.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    missing = components
    try:
        text = data.decode("utf-8-sig")
        newline = "\r\n" if "\r\n" in text else "\n"
        before = text.replace("\r\n", "\n").removesuffix("\n") + "\n"
        yaml, plain = _round_trip(before)
        root = yaml.load(before)
        entries = _component_list(root)
        known = {str(entry.get("id")) for entry in entries if isinstance(entry, dict)}
        missing = [component for component in components if component.id not in known]
        if not missing:
            return data, []
        _append(entries, missing)
        dumped = _dump(yaml, root)
        # The library may write other lines anew, so its own words are only the second choice.
        for after in (*in_own_layout(before, plain, dumped), dumped):
            if says_the_same(before, after, missing):
                return bom + after.replace("\n", newline).encode(), []
        reason = "a comment or another setting would change"
    except _FAULTS as error:
        reason = " ".join(str(error).split())[:120]
    return data, [Problem(path=path, message=f"cannot be edited safely: {reason}", hint=_by_hand(missing))]


def has_component_list(data: bytes) -> bool:
    """Whether the settings in `data` are the file that lists the components."""
    try:
        root = YAML(typ="rt").load(data.decode("utf-8-sig"))
        holder, key = _plugin(root)
        return isinstance(holder[key], Mapping) and "components" in holder[key]
    except _FAULTS:
        return False


def _round_trip(text: str) -> tuple[YAML, str]:
    """The library with the indentation that keeps most lines of `text`, and how it writes them."""
    wanted = text.splitlines()
    attempts = []
    for mapping, sequence, offset in _INDENTATIONS:
        yaml = YAML(typ="rt")
        yaml.preserve_quotes = True
        yaml.width = 2**30
        yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
        written = _dump(yaml, yaml.load(text))
        if written == text:
            return yaml, written
        kept = sum(one == other for one, other in zip(wanted, written.splitlines(), strict=False))
        attempts.append((kept, yaml, written))
    _, yaml, written = max(attempts, key=lambda attempt: attempt[0])
    return yaml, written


def _dump(yaml: YAML, value: Any) -> str:
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def _plugin(root: Any) -> tuple[Any, Any]:
    """What holds the settings of the plugin, and below which key or index; raises ValueError."""
    plugins = root.get("plugins") if isinstance(root, dict) else None
    if isinstance(plugins, dict) and "statusgen" in plugins:
        return plugins, "statusgen"
    for index, entry in enumerate(plugins if isinstance(plugins, list) else []):
        if entry == "statusgen":
            return plugins, index
        if isinstance(entry, dict) and "statusgen" in entry:
            return entry, "statusgen"
    raise ValueError("the plugin statusgen is not listed")


def _component_list(root: Any) -> CommentedSeq:
    """The list of components, made where it is missing; raises ValueError where something else stands there."""
    holder, key = _plugin(root)
    if holder[key] == "statusgen":
        settings = CommentedMap()
        holder[key] = CommentedMap(statusgen=settings)
        if key in holder.ca.items:
            # The comment stood behind the name, and would otherwise stand between the hyphen and the name.
            holder[key].ca.items["statusgen"] = [None, None, holder.ca.items.pop(key)[0], None]
    elif holder[key] is None:
        settings = holder[key] = CommentedMap()
    else:
        settings = holder[key]
    if not isinstance(settings, CommentedMap):
        raise ValueError("the settings of statusgen are not `key: value` lines")
    if settings.get("components") is None:
        settings["components"] = CommentedSeq()
    entries = settings["components"]
    if not isinstance(entries, CommentedSeq):
        raise ValueError("components is not a list")
    return entries


def _append(entries: CommentedSeq, components: Sequence[Component]) -> None:
    """Adds `components` in the style of the last entry: in braces, or one line for each value."""
    last = entries[-1] if entries else None
    for component in components:
        entry = component_map(component)
        if isinstance(last, CommentedMap) and last.fa.flow_style():
            entry.fa.set_flow_style()
        entries.append(entry)


def _by_hand(components: Sequence[Component]) -> str:
    yaml, _ = _round_trip("{}\n")
    lines = _dump(yaml, {"components": [component_map(component) for component in components]})
    return f"add these lines to the settings of statusgen, then import again:\n{lines.rstrip()}"
