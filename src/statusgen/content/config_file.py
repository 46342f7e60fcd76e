"""`mkdocs.yml` as a tree with places, `INHERIT` included, without MkDocs.

MkDocs merges a file over the one that its `INHERIT` names: mappings key by key, all else replaced.
"""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from statusgen.content.decoding import decode
from statusgen.content.tree import Tree
from statusgen.content.yaml_tree import parse_yaml, tree_of_node
from statusgen.problems import Problem

__all__ = ["read_config_file"]

_MAXIMUM_DEPTH = 10


def read_config_file(path: Path) -> Tree:
    """The settings in `path` over those that it inherits; faults are in the tree's `problems`."""
    reader = _ConfigReader()
    node = reader.read(path, 0)
    if node is None:
        return Tree(problems=reader.problems)
    tree = tree_of_node(
        node,
        path.as_posix(),
        aliases_allowed=True,
        path_of_node=lambda child: reader.files.get(id(child), path.as_posix()),
    )
    tree.problems[:0] = reader.problems
    tree.files = reader.data
    return tree


class _ConfigReader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.files: dict[int, str] = {}
        """Identity of a node to the file in which it stands."""
        self.data: dict[str, bytes] = {}
        """The bytes of each file that was read, by its path."""

    def read(self, path: Path, depth: int) -> yaml.MappingNode | None:
        shown = path.as_posix()
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            hint = "name the file with --config-file, or begin with: statusgen init DIR"
            self.problems.append(Problem(path=shown, message="there is no such file", hint=hint))
            return None
        except OSError as error:
            self.problems.append(Problem(path=shown, message=f"cannot be read: {error.strerror}"))
            return None
        self.data[str(path)] = data
        text, problems = decode(data, shown)
        if text is None:
            self.problems += problems
            return None
        node, problems = parse_yaml(text, shown)
        self.problems += problems
        if node is None and not problems:
            self.problems.append(
                Problem(path=shown, message="the file is empty", hint="write `site_name: …`")
            )
        if node is not None and not isinstance(node, yaml.MappingNode):
            message = "does not hold lines of `key: value`"
            self.problems.append(
                Problem(path=shown, line=1, column=1, message=message, hint="write `site_name: …`")
            )
        if not isinstance(node, yaml.MappingNode):
            return None
        self.remember(node, shown)
        return self.inherit(node, path, depth)

    def remember(self, node: yaml.Node, shown: str) -> None:
        """Notes for each node below `node` that it stands in the file `shown`."""
        waiting = [node]
        while waiting:
            current = waiting.pop()
            if id(current) in self.files:
                continue
            self.files[id(current)] = shown
            if isinstance(current, yaml.SequenceNode):
                waiting += current.value
            elif isinstance(current, yaml.MappingNode):
                waiting += [part for pair in current.value for part in pair]

    def inherit(self, node: yaml.MappingNode, path: Path, depth: int) -> yaml.MappingNode:
        for key, value in node.value:
            if key.value != "INHERIT" or not isinstance(value, yaml.ScalarNode):
                continue
            parent_path = Path(os.path.normpath(path.parent / value.value))
            if depth >= _MAXIMUM_DEPTH or not parent_path.exists():
                message = (
                    f"`{value.value}` does not exist" if depth < _MAXIMUM_DEPTH else "inherits from itself"
                )
                place = value.start_mark
                self.problems.append(
                    Problem(
                        path=path.as_posix(),
                        line=place.line + 1,
                        column=place.column + 1,
                        field="INHERIT",
                        message=message,
                        hint="write the path of a file, seen from this one",
                    )
                )
                continue
            parent = self.read(parent_path, depth + 1)
            if parent is not None:
                return _merged(parent, node)
        return node


def _merged(parent: yaml.MappingNode, child: yaml.MappingNode) -> yaml.MappingNode:
    """`child` over `parent`, with the places of the child's own keys kept."""
    pairs = list(child.value)
    own = {key.value: index for index, (key, _) in enumerate(pairs) if isinstance(key, yaml.ScalarNode)}
    for key, value in parent.value:
        index = own.get(key.value)
        if index is None:
            pairs.append((key, value))
        elif isinstance(value, yaml.MappingNode) and isinstance(pairs[index][1], yaml.MappingNode):
            pairs[index] = (pairs[index][0], _merged(value, pairs[index][1]))
    return yaml.MappingNode(child.tag, pairs, child.start_mark, child.end_mark)
