"""YAML as plain strings, lists and mappings, with the place of every key and value.

Values stay the text that the author wrote, since YAML would turn `no` into false and `1:30` into 90.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from statusgen.problems import Problem

__all__ = ["Place", "Tree", "parse_yaml", "tree_of_node"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_DEEP = "is nested too deeply"
_MERGE = "tag:yaml.org,2002:merge"

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | None | list[Value] | dict[str, Value]"


@dataclass(frozen=True)
class Place:
    """A position in a file; line and column count from 1."""

    path: str
    line: int
    column: int


@dataclass
class Tree:
    """A YAML document: its value, and where each part of it stands."""

    value: Value = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place_of(self, path: Path) -> Place | None:
        """Where `path` stands: its key's place, a list item's own, or that of the nearest parent."""
        for end in range(len(path), -1, -1):
            place = self.keys.get(path[:end]) or self.values.get(path[:end])
            if place is not None:
                return place
        return None


def parse_yaml(text: str, path: str, *, first_line: int = 1) -> tuple[yaml.Node | None, list[Problem]]:
    """The root node of the one document in `text`, or the problem that keeps it from being read.

    `first_line` is the line of the file on which `text` begins.
    """
    try:
        return yaml.compose(text, Loader=_LOADER), []
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(error, text, path, first_line)]
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        line = before.count("\n") + first_line
        return None, [
            Problem(
                path=path,
                line=line,
                column=len(before) - before.rfind("\n"),
                message="holds a control character that YAML does not allow",
                hint="delete the invisible character",
            )
        ]
    except (RecursionError, ValueError):
        return None, [Problem(path=path, line=first_line, column=1, message=_TOO_DEEP)]


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    quoted = lines[line] if line < len(lines) else ""
    message, hint = _explain(str(error.problem or error.context or "is no YAML"), quoted, column)
    return Problem(path=path, line=first_line + line, column=column + 1, message=message, hint=hint)


def _explain(problem: str, line: str, column: int) -> tuple[str, str]:
    """YAML's complaint in an author's words, and what to write instead."""
    key, _, value = line.partition(":")
    if "mapping values are not allowed" in problem and value:
        text = value.strip().replace("\\", "\\\\").replace('"', '\\"')
        return "a colon followed by a space inside a value needs quotes", f'write {key.strip()}: "{text}"'
    if "\t" in line[: column + 1]:
        return "a tab cannot indent YAML", "use spaces"
    if "cannot start any token" in problem and value:
        text = value.strip().replace('"', '\\"')
        return f"a value cannot begin with `{value.strip()[:1]}`", f'write {key.strip()}: "{text}"'
    if "undefined alias" in problem:
        return "a value cannot begin with `*`", "put the value into quotes"
    if "while scanning a quoted scalar" in problem or "unexpected end of stream" in problem:
        return "a quotation mark is opened and never closed", "close it on the same line"
    if "could not find expected ':'" in problem:
        return "a line without `key: value`", "write `key: value`, or indent the line below its key"
    if "expected a single document" in problem:
        return "a second document begins here", "keep one block of settings"
    return f"is no YAML: {problem}", "check indentation, quotes and brackets around here"


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
        tree.problems.append(Problem(path=path, line=first_line, column=1, message=_TOO_DEEP))
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
        self.path_of_node = path_of_node or (lambda node: path)
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, path: Path) -> Value:
        place = self.place(node)
        self.tree.values[path] = place
        if not self.aliases_allowed:
            if id(node) in self.seen:
                self.problem(
                    place, path, "aliases (`*name`) are not understood here", "write the value again"
                )
                return None
            self.seen.add(id(node))
        if node.tag == "!ENV":
            return _environment_value(node)
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


def _environment_value(node: yaml.Node) -> str | None:
    """What `!ENV NAME` or `!ENV [NAME, …, default]` means to MkDocs: the first variable that is set."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(node.value)
    names = [child.value for child in node.value if isinstance(child, yaml.ScalarNode)]
    for name in names if len(names) == 1 else names[:-1]:
        if name in os.environ:
            return os.environ[name]
    return names[-1] if len(names) > 1 else None
