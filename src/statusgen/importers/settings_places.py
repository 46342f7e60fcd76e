"""Where in the text of `mkdocs.yml` new components belong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

__all__ = ["NoPlace", "Place", "find_place"]


class NoPlace(Exception):
    """The file has no place where components can be added; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.line = line


@dataclass(frozen=True, kw_only=True)
class Place:
    """The part of the text from `start` to `end` gives way to new entries."""

    start: int
    end: int
    known: Sequence[str]
    """Ids that the list has already."""
    has_list: bool
    flow: bool = False
    before: str = ""
    """In a flow collection: what stands before the new entries."""
    after: str = ""
    indent: int = 0
    """In a block list: the column of its hyphens."""
    one_line: bool = False
    """Whether the entries of the list are written in braces."""
    lead: Sequence[str] = field(default_factory=list)
    """In a block: the lines that open the list."""


def find_place(text: str) -> Place:
    """The place for new components in `text`; raises NoPlace, or yaml.YAMLError for a text that is no YAML."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise NoPlace("does not hold lines of `key: value`", "write `site_name: …`")
    plugins = _value(root, "plugins")
    hint = "write `statusgen: {}` below plugins, then import again"
    if isinstance(plugins, yaml.MappingNode):
        for key, value in plugins.value:
            if key.value == "statusgen":
                return _in_settings(text, key, value, plugins)
    elif isinstance(plugins, yaml.SequenceNode):
        for entry in plugins.value:
            if isinstance(entry, yaml.ScalarNode) and entry.value == "statusgen":
                return _bare(text, entry, plugins)
            if isinstance(entry, yaml.MappingNode) and entry.value and entry.value[0][0].value == "statusgen":
                key, value = entry.value[0]
                return _in_settings(text, key, value, entry)
    raise NoPlace("the plugin statusgen is not listed", hint)


def _value(mapping: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in mapping.value if key.value == name), None)


def _bare(text: str, entry: yaml.Node, plugins: yaml.SequenceNode) -> Place:
    """`- statusgen`, or `[search, statusgen]`."""
    if plugins.flow_style:
        return Place(
            start=entry.start_mark.index,
            end=entry.end_mark.index,
            known=[],
            has_list=False,
            flow=True,
            before="{statusgen: {components: [",
            after="]}}",
        )
    # The settings stand two columns further in than the name, which the colon turns into a key.
    end = entry.end_mark.index
    line_end = _line_end(text, end)
    column = entry.start_mark.column + 2
    rest = text[end:line_end]
    lead = [f"{text[_line_start(text, end) : end]}:{rest.rstrip()}", f"{' ' * column}components:"]
    return Place(
        start=_line_start(text, end),
        end=_after_newline(text, line_end),
        known=[],
        has_list=False,
        indent=column + 2,
        lead=lead,
    )


def _in_settings(text: str, key: yaml.Node, value: yaml.Node, parent: yaml.MappingNode) -> Place:
    """Below `statusgen:`, whatever stands there."""
    if _is_null(value):
        if parent.flow_style:
            end = key.end_mark.index
            colon = text.find(":", end, value.end_mark.index + 1)
            end = max(value.end_mark.index, colon + 1) if colon >= 0 else end
            before = " {components: [" if colon >= 0 else ": {components: ["
            return Place(start=end, end=end, known=[], has_list=False, flow=True, before=before, after="]}")
        column = key.start_mark.column + 2
        return _below(text, key, value, [f"{' ' * column}components:"], column + 2)
    if not isinstance(value, yaml.MappingNode) or _is_alias(text, value):
        raise NoPlace("the settings of statusgen are not `key: value` lines", line=value.start_mark.line + 1)
    for name, entries in value.value:
        if name.value == "components":
            return _in_list(text, name, entries, value)
        if name.value == "<<":
            raise NoPlace(
                "the settings of statusgen are merged from elsewhere", line=name.start_mark.line + 1
            )
    return _new_list(text, key, value, parent)


def _new_list(text: str, key: yaml.Node, settings: yaml.MappingNode, parent: yaml.MappingNode) -> Place:
    if settings.flow_style:
        if not settings.value and not parent.flow_style:
            column = key.start_mark.column + 2
            return _below(text, key, settings, [f"{' ' * column}components:"], column + 2)
        end = settings.end_mark.index - 1
        before = _comma(text, end, settings) + "components: ["
        return Place(start=end, end=end, known=[], has_list=False, flow=True, before=before, after="]")
    column = settings.start_mark.column
    end = _after_newline(text, _line_end(text, _last_leaf_end(text, settings)))
    lead = [f"{' ' * column}components:"]
    return Place(start=end, end=end, known=[], has_list=False, indent=column + 2, lead=lead)


def _in_list(text: str, key: yaml.Node, entries: yaml.Node, settings: yaml.MappingNode) -> Place:
    if _is_null(entries):
        if settings.flow_style:
            colon = text.index(":", key.end_mark.index)
            end = max(colon + 1, entries.end_mark.index)
            return Place(start=end, end=end, known=[], has_list=True, flow=True, before=" [", after="]")
        return _below(text, key, entries, [], key.start_mark.column + 2)
    if not isinstance(entries, yaml.SequenceNode) or _is_alias(text, entries):
        raise NoPlace("components is not a list of its own", line=entries.start_mark.line + 1)
    known = [_id_of(entry) for entry in entries.value]
    if not entries.flow_style:
        end = _after_newline(text, _line_end(text, _last_leaf_end(text, entries)))
        one_line = all(isinstance(entry, yaml.MappingNode) and entry.flow_style for entry in entries.value)
        return Place(
            start=end,
            end=end,
            known=known,
            has_list=True,
            indent=entries.start_mark.column,
            one_line=one_line,
        )
    if not entries.value and not settings.flow_style:
        return _below(text, key, entries, [], key.start_mark.column + 2)
    end = entries.end_mark.index - 1
    return Place(
        start=end,
        end=end,
        known=known,
        has_list=True,
        flow=True,
        before=_comma(text, end, entries),
    )


def _below(text: str, key: yaml.Node, value: yaml.Node, lead: Sequence[str], indent: int) -> Place:
    """New lines below the line of `key`, whose empty value (`{}`, `[]`, `null` or nothing) goes away."""
    line_end = _line_end(text, value.end_mark.index if not _is_nothing(text, value) else key.end_mark.index)
    colon = text.index(":", key.end_mark.index)
    rest = text[colon + 1 : line_end]
    if not _is_nothing(text, value):
        written = text[value.start_mark.index : value.end_mark.index]
        rest = rest.replace(written, "", 1)
    rest = rest.strip("\r\n")
    start = _line_start(text, key.start_mark.index)
    head = text[start : colon + 1] + (f" {rest.strip()}" if rest.strip() else "")
    return Place(
        start=start,
        end=_after_newline(text, line_end),
        known=[],
        has_list=True,
        indent=indent,
        lead=[head, *lead],
    )


def _id_of(entry: yaml.Node) -> str:
    found = _value(entry, "id") if isinstance(entry, yaml.MappingNode) else None
    return found.value if isinstance(found, yaml.ScalarNode) else ""


def _comma(text: str, end: int, collection: yaml.CollectionNode) -> str:
    """What separates a new entry before the bracket at `end` from those before it."""
    if not collection.value:
        return ""
    last = collection.value[-1]
    node = last[1] if isinstance(last, tuple) else last
    # A comma may stand behind the last entry already, and a comment behind the comma.
    between = re.sub(r"#.*", "", text[node.end_mark.index : end])
    return "" if "," in between else ", "


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _is_nothing(text: str, node: yaml.Node) -> bool:
    return not text[node.start_mark.index : node.end_mark.index].strip()


def _is_alias(text: str, node: yaml.Node) -> bool:
    """Whether the node is written elsewhere, or written with an anchor by which others use it."""
    before = text[max(node.start_mark.index - 1, 0) : node.start_mark.index]
    line_head = text[_line_start(text, node.start_mark.index) : node.start_mark.index]
    return before == "&" or bool(re.search(r"[&*]\w+\s*$", line_head)) or text[node.start_mark.index] in "&*"


def _last_leaf_end(text: str, node: yaml.Node) -> int:
    """The end of the last character that belongs to `node`; its own end mark includes the comments below it."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        if isinstance(last, tuple):
            key, node = last
            if isinstance(node, yaml.ScalarNode) and _is_nothing(text, node):
                return int(key.end_mark.index)
        else:
            node = last
    end = int(node.end_mark.index)
    # A block scalar ends at the beginning of the line after it, blank lines and comments included.
    return len(text[:end].rstrip()) if end and text[end - 1 : end] == "\n" else end


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def _after_newline(text: str, line_end: int) -> int:
    return min(line_end + 1, len(text))
