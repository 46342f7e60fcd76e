"""Whether an edited `mkdocs.yml` says what it said before, and the new components besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from statusgen.content.yaml_tree import parse_yaml
from statusgen.importers.settings.values import component_values
from statusgen.model import Component

__all__ = ["says_the_same"]

_Path = tuple[str | int, ...]
_COMMENT = re.compile(r"(?:^|\s)(#.*)")
# What gives way to settings below it: a name alone, and ways to write nothing.
_EMPTY = frozenset({"statusgen", "", "~", "null"})


def says_the_same(before: str, after: str, added: Sequence[Component]) -> bool:
    """Whether `after` has every comment and value of `before`, and nothing besides but the components in `added`."""
    # A line may have become longer, so a comment counts as kept where its words stand, in their order.
    lines = iter(after.splitlines())
    if not all(any(comment in line for line in lines) for comment in _COMMENT.findall(before)):
        return False
    old, new = dict(_values(_root(before))), dict(_values(_root(after)))
    gained = {path: text for path, (_, text) in new.items() if path not in old}
    lists = {path[:-2] for path in gained}
    if len(lists) != 1:
        return False
    (place,) = lists
    first = len({path[len(place)] for path in old if path[: len(place)] == place and path != place})
    wanted = {
        (*place, first + number, field): str(value)
        for number, component in enumerate(added)
        for field, value in component_values(component)
    }
    replaced = (path for path, value in old.items() if new.get(path) != value)
    return gained == wanted and all(
        path == place[: len(path)] and old[path][1] in _EMPTY for path in replaced
    )


def _root(text: str) -> yaml.Node | None:
    return parse_yaml(text, "")[0]


def _values(node: yaml.Node | None, path: _Path = ()) -> Iterator[tuple[_Path, tuple[str, str]]]:
    """The path of each value to its tag and text; tags are not resolved, so foreign ones do no harm."""
    if isinstance(node, yaml.MappingNode) and node.value:
        for key, value in node.value:
            yield from _values(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode) and node.value:
        for index, value in enumerate(node.value):
            yield from _values(value, (*path, index))
    elif node is not None:
        yield path, (node.tag, node.value if isinstance(node, yaml.ScalarNode) else "")
