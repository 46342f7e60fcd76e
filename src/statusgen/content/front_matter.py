"""A file's bytes, taken apart: front matter, body, and what is wrong with either as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml
from msgspec import Struct

from statusgen.content.decoding import decode
from statusgen.content.lines import BLANKS
from statusgen.content.tree import Tree
from statusgen.content.yaml_tree import parse_yaml, tree_of_node
from statusgen.problems import Problem

__all__ = ["Document", "front_of", "read_document", "unclosed_front_matter"]

_CUT_OFF = re.compile(r"[ \t]+#[^\s#]")
_STRANGE = BLANKS.replace(" ", "").replace("\t", "")
_STRANGE_BLANK = re.compile(f"[{_STRANGE}]")
_STRANGE_AFTER_COLON = re.compile(f"(?<=:)[{_STRANGE}]")
_STRUCTURE = re.compile(rf"[{BLANKS}]*(?:-[{BLANKS}]+)?(?:[\w.-]+[{BLANKS}]*:(?:[{BLANKS}]+|\Z))?")
_EXAMPLE = "begin the file with a line `---`, then `title: …` and `components: …`, then a line `---`"


class Document(Struct, frozen=True, kw_only=True):
    """A file with its front matter read and its body untouched."""

    front: Tree
    body: str
    body_line: int
    """The line on which the body begins, counted from 1."""


def front_of(data: bytes, path: str) -> Tree:
    """The front matter in `data`, for the place of a field; empty where nothing can be read."""
    document, _ = read_document(data, path)
    return document.front if document else Tree()


def read_document(data: bytes, path: str) -> tuple[Document | None, list[Problem]]:
    """Front matter and body of a file, or the problems that keep them from being read."""
    text, problems = decode(data, path)
    if text is None:
        return None, problems
    if not text.strip():
        return None, [Problem(path=path, message="the file is empty", hint=_EXAMPLE)]
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, [
            Problem(path=path, line=1, column=1, message="does not begin with front matter", hint=_EXAMPLE)
        ]
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return None, [unclosed_front_matter(lines, path)]
    problems = list(_strange_blanks(lines[1:end], path))
    if problems:
        return None, problems
    front = "\n".join(lines[1:end])
    node, problems = parse_yaml(front + "\n", path, first_line=2)
    if problems:
        return None, problems
    tree = tree_of_node(node, path, first_line=2)
    tree.problems += _cut_texts(node, lines, path)
    if tree.value is None and not tree.problems:
        hint = "write at least `title: …` and `components: …`"
        tree.problems.append(
            Problem(path=path, line=1, column=1, message="the front matter is empty", hint=hint)
        )
    elif not isinstance(tree.value, dict) and not tree.problems:
        kind = "a list" if isinstance(tree.value, list) else "a text"
        message = f"the front matter is {kind}, not lines of `key: value`"
        tree.problems.append(Problem(path=path, line=2, column=1, message=message, hint="write `title: …`"))
    if not isinstance(tree.value, dict):
        return None, tree.problems
    body = "\n".join(lines[end + 1 :])
    return Document(front=tree, body=body, body_line=end + 2), tree.problems


def _strange_blanks(lines: Sequence[str], path: str) -> Iterator[Problem]:
    """A problem for each blank of `lines` that YAML takes for a letter where it looks for an ordinary one."""
    for number, line in enumerate(lines, 2):
        match = _STRUCTURE.match(line)
        found = _STRANGE_BLANK.search(match[0]) if match else None
        if found is None and match and line[match.end() :].startswith("{"):
            found = _STRANGE_AFTER_COLON.search(line, match.end())
        if found:
            message, hint = "a non-breaking space", "type an ordinary one"
            yield Problem(path=path, line=number, column=found.start() + 1, message=message, hint=hint)


def _cut_texts(node: yaml.Node | None, lines: list[str], path: str) -> Iterator[Problem]:
    """A problem for each text that goes on behind a `#`, where YAML sees a comment; `# note` is taken for one."""
    waiting = [node] if node else []
    seen: set[int] = set()
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, yaml.MappingNode):
            waiting += [value for _, value in current.value]
        elif isinstance(current, yaml.SequenceNode):
            waiting += current.value
        elif isinstance(current, yaml.ScalarNode) and not current.style and current.value:
            number, end = current.end_mark.line + 1, current.end_mark.column
            line = lines[number] if number < len(lines) else ""
            if _CUT_OFF.match(line, end):
                start = line.index("#", end)
                message = f"`{line[start : start + 60]}` is a comment to YAML, and would be lost"
                hint = "put the value into quotes"
                yield Problem(path=path, line=number + 1, column=start + 1, message=message, hint=hint)


def unclosed_front_matter(lines: list[str], path: str) -> Problem:
    """The problem of a front matter without an end, which probably belongs before the first heading."""
    likely = next((number for number, line in enumerate(lines, 1) if line.startswith(("## ", "# "))), None)
    where = f"before line {likely}" if likely else "after the last field"
    return Problem(
        path=path,
        line=1,
        column=1,
        message="the front matter that opens here is never closed",
        hint=f"put a line `---` {where}",
    )
