"""A YAML document as plain strings, lists and mappings, with the place of every key and value."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

from statusgen.problems import Problem

__all__ = ["Path", "Place", "Tree", "Value", "problem_at"]

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"


class Place(Struct, frozen=True):
    """A position in a file; line and column count from 1."""

    path: str
    line: int
    column: int


class Tree(Struct):
    """A YAML document: its value, and where each part of it stands."""

    value: Value = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    environment: dict[str, str | None] = field(default_factory=dict)
    """Every variable that a value was looked up in, and what it held."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Where it was put together from several files: each of them, and its bytes."""

    def place_of(self, path: Path) -> Place | None:
        """Where `path` stands: its key's place, a list item's own, or that of the nearest parent."""
        for end in range(len(path), -1, -1):
            place = self.keys.get(path[:end]) or self.values.get(path[:end])
            if place is not None:
                return place
        return None


def problem_at(tree: Tree, at: Path, message: str, hint: str = "", *, path: str) -> Problem:
    """A problem that stands where `at` stands in `tree`."""
    place = tree.place_of(at)
    return Problem(
        path=place.path if place else path,
        line=place.line if place else 1,
        column=place.column if place else 1,
        field=".".join(str(part) for part in at),
        message=message,
        hint=hint,
    )
