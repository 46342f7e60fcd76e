"""YAML as plain strings, lists and mappings, with the place of every key and value.

Values stay the text that the author wrote, since YAML would turn `no` into false and `1:30` into 90.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import yaml

from statusgen.content.tree import Path, Place, Tree, Value
from statusgen.content.yaml_faults import explain
from statusgen.problems import Problem

__all__ = ["parse_yaml", "tree_of_node"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 100
"""Levels of nesting; libyaml recurses for each of them, and ends the whole process at some ten thousand."""
_LARGEST = 100_000
"""Values of one document; aliases of aliases can name far more than anyone could write."""
_TOO_DEEP = "is nested too deeply"
_FLATTER = "take out levels of brackets or indentation, and aliases that name aliases"
# What a YAML stream may not hold: section 5.1 of the specification.
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MERGE = "tag:yaml.org,2002:merge"


def parse_yaml(text: str, path: str, *, first_line: int = 1) -> tuple[yaml.Node | None, list[Problem]]:
    """The root node of the one document in `text`, or the problem that keeps it from being read.

    `first_line` is the line of the file on which `text` begins.
    """
    try:
        too_deep = _too_deep(text)
        if too_deep:
            line, column = first_line + too_deep[0], too_deep[1] + 1
            return None, [Problem(path=path, line=line, column=column, message=_TOO_DEEP, hint=_FLATTER)]
        return yaml.compose(text, Loader=_LOADER), []
    except yaml.MarkedYAMLError as error:
        fault = explain(error, text)
        line, column = first_line + fault.line, fault.column + 1
        return None, [Problem(path=path, line=line, column=column, message=fault.message, hint=fault.hint)]
    except (yaml.reader.ReaderError, ValueError):
        return None, [_control_problem(text, path, first_line)]


def _too_deep(text: str) -> tuple[int, int] | None:
    """The place where `text` is nested more deeply than anyone would write: composing it could end the process."""
    if sum(map(text.count, "[{-?:")) <= _DEEPEST:
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                mark = event.start_mark
                return (mark.line, mark.column) if mark else (0, 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _control_problem(text: str, path: str, first_line: int) -> Problem:
    """Why YAML does not read `text`; the parser itself counts bytes, and only from its own beginning."""
    match = _UNREADABLE.search(text)
    before = text[: match.start()] if match else ""
    return Problem(
        path=path,
        line=before.count("\n") + first_line,
        column=len(before) - before.rfind("\n"),
        message="holds a control character that YAML does not allow" if match else "is no YAML",
        hint="delete the invisible character" if match else "check quotes and what stands after `\\`",
    )


def tree_of_node(
    node: yaml.Node | None,
    path: str,
    *,
    first_line: int = 1,
    aliases_allowed: bool = False,
    path_of_node: Callable[[yaml.Node], str] | None = None,
) -> Tree:
    """`node` as a Tree; duplicate keys, keys that are no text and (unless allowed) aliases are problems.

    `path_of_node` tells the file of each node where a document was put together from several.
    """
    tree = Tree()
    if node is None:
        return tree
    builder = _Builder(tree, path, first_line, aliases_allowed, path_of_node)
    try:
        tree.value = builder.build(node, ())
    except RecursionError:
        tree.problems.append(Problem(path=path, line=first_line, column=1, message=_TOO_DEEP, hint=_FLATTER))
    return tree


class _Builder:
    def __init__(
        self,
        tree: Tree,
        path: str,
        first_line: int,
        aliases_allowed: bool,
        path_of_node: Callable[[yaml.Node], str] | None,
    ) -> None:
        self.tree = tree
        self.path = path
        self.first_line = first_line
        self.aliases_allowed = aliases_allowed
        self.path_of_node = path_of_node or (lambda _: path)
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, path: Path) -> Value:
        place = self.place(node)
        self.tree.values[path] = place
        if len(self.tree.values) > _LARGEST:
            raise RecursionError
        if not self.aliases_allowed:
            if id(node) in self.seen:
                # The node stands where its anchor does; the alias itself is at the key, if it has one.
                here = self.tree.keys.get(path, place)
                message = "aliases (`*name`) are not understood here"
                self.problem(here, path, message, "write the value again")
                return str(node.value) if isinstance(node, yaml.ScalarNode) else None
            self.seen.add(id(node))
            if node.tag.startswith("!"):
                self.problem(place, path, "a value cannot begin with `!`", "put the value into quotes")
        if node.tag == "!ENV":
            return self.environment_value(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)

    def mapping(self, node: yaml.MappingNode, path: Path) -> Value:
        found: dict[str, Value] = {}
        for key_node, value_node in self.entries(node):
            place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(place, path, "a key must be a plain word", "write `key: value`")
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in found:
                first = self.tree.keys[here].line
                self.problem(place, here, f"stands twice, first in line {first}", "keep one of the two")
                continue
            self.tree.keys[here] = place
            found[key] = self.build(value_node, here)
        return found

    def entries(self, node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        """Pairs of key and value, those of merged mappings (`<<: *name`) last and only where they are new."""
        own = {key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
        merged: list[tuple[yaml.Node, yaml.Node]] = []
        for key, value in node.value:
            if self.aliases_allowed and key.tag == _MERGE and isinstance(value, yaml.MappingNode):
                merged.extend(pair for pair in value.value if pair[0].value not in own)
            else:
                yield key, value
        yield from merged

    def environment_value(self, node: yaml.Node) -> str | None:
        """What `!ENV NAME` or `!ENV [NAME, …, default]` means to MkDocs: the first variable that is set."""
        names = [node.value] if isinstance(node, yaml.ScalarNode) else _texts_of(node)
        for name in names[:-1] or names:
            value = self.tree.environment[name] = os.environ.get(name)
            if value is not None:
                return value
        return names[-1] if len(names) > 1 else None

    def place(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self.path_of_node(node), mark.line + self.first_line, mark.column + 1)

    def problem(self, place: Place, path: Path, message: str, hint: str) -> None:
        name = ".".join(str(part) for part in path)
        self.tree.problems.append(
            Problem(
                path=place.path, line=place.line, column=place.column, field=name, message=message, hint=hint
            )
        )


def _texts_of(node: yaml.Node) -> list[str]:
    return [child.value for child in node.value if isinstance(child, yaml.ScalarNode)]
