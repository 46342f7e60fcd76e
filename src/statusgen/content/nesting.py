"""How deeply quotes, lists and tags stand in each other: beyond measure they take minutes to render."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["NESTING_HINT", "is_flat", "nesting_fault"]

NESTING_HINT = "write plain paragraphs, and move a long log elsewhere"

_DEEPEST = 50
_FLAT_INDENT = 20
_MOST_TAGS = 5000
"""Of one text; the engine's time grows with the square of their number."""
_TAG = re.compile(r"<[A-Za-z/!?]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ELEMENT = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)[^<>]*>")
_MARKS = ("<", ">", "* ", "- ", "+ ", ". ", ") ", "**", "__")
_MARK_BYTES = b"<>*-+.)_"
# Those that have no end, and those that the next of their kind ends.
_FLAT = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr".split()  # noqa: SIM905  # a list of words reads better as words
)


def is_flat(data: bytes) -> bool:
    """Whether the text `data` has so few marks and so little indentation that no line of it is nested too deeply."""
    # Each mark has a character that is no blank, and to count those is quicker than to count the marks.
    marks = len(data) - len(data.translate(None, _MARK_BYTES))
    return marks + _FLAT_INDENT // 2 <= _DEEPEST and b" " * _FLAT_INDENT not in data


def nesting_fault(lines: Sequence[str]) -> tuple[int, str] | None:
    """The index of the line at fault and what is wrong, if a browser would find too much nesting in `lines`."""
    suspects = [_levels(line) for line in lines]
    if max(suspects, default=0) <= _DEEPEST and sum(line.count("<") for line in lines) <= _DEEPEST:
        return None
    text = "\n".join(lines)
    tags = len(_TAG.findall(text))
    at = suspects.index(max(suspects))
    if tags > _MOST_TAGS:
        return at, f"holds more than {_MOST_TAGS} tags"
    # Late, because next to no text needs it: the markdown engine.
    from statusgen.content.markdown import markdown_html

    if _depth(markdown_html(text)) > _DEEPEST:
        return at, f"quotes, lists or tags are nested more than {_DEEPEST} levels deep"
    return None


def _levels(line: str) -> int:
    """At least as many levels as `line` opens or continues: each takes a mark, or two columns of indentation."""
    indent = len(line) - len(line.lstrip())
    return sum(map(line.count, _MARKS)) + indent // 2


def _depth(html: str) -> int:
    """The most elements of `html` that stand in each other."""
    depth = deepest = 0
    for element in _ELEMENT.finditer(_COMMENT.sub("", html)):
        if element["name"].lower() in _FLAT:
            continue
        depth = max(depth - 1, 0) if element["close"] else depth + 1
        deepest = max(deepest, depth)
    return deepest
