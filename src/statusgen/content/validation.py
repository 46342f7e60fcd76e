"""pydantic's verdict on a tree of strings, as problems with places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from statusgen.content.tree import Path, Tree, problem_at
from statusgen.problems import Problem, nearest_hint

__all__ = ["EXAMPLES", "validate"]

M = TypeVar("M", bound=BaseModel)

EXAMPLES: Mapping[str, str] = {
    "title": "title: Checkout errors in Europe",
    "components": "components: {checkout: partial_outage}, or components: {} if none is touched",
    "incidents": "incidents: [2026-11-20-checkout-errors]",
    "published": "published: 2026-11-24 10:00 UTC",
    "summary": "summary: one or two sentences that say what happened",
    "id": "id: checkout",
    "name": "name: Checkout",
}
_UNION_TAGS = {"mapping", "list"}


def validate(
    tree: Tree, model: type[M], *, path: str, context: Mapping[str, Any], at: Path = ()
) -> tuple[M | None, list[Problem]]:
    """The part of `tree` at `at` as a `model`, or every fault that it has."""
    value: Any = tree.value
    for part in at:
        value = value[part]
    try:
        return model.model_validate(value, context=dict(context)), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, [_problem(detail, tree, model, path, at) for detail in found]


def _problem(detail: ErrorDetails, tree: Tree, model: type[BaseModel], path: str, at: Path) -> Problem:
    location = _clean(detail["loc"], at)
    kind = detail["type"]
    name = str(location[-1]) if location else ""
    if kind == "missing":
        problem = problem_at(tree, location, "is missing", _example(name), path=path)
    elif kind == "extra_forbidden":
        known = sorted(_fields_at(model, location[len(at) : -1]))
        problem = problem_at(
            tree, location, "is no field", nearest_hint(name, known, what="the fields are"), path=path
        )
    elif kind == "statusgen":
        problem = problem_at(tree, location, detail["msg"], detail.get("ctx", {}).get("hint", ""), path=path)
    elif kind == "list_type":
        problem = problem_at(
            tree, location, "must be a list", "write `- one entry` per line below it", path=path
        )
    else:
        problem = problem_at(tree, location, "must be `key: value` lines", "indent them below it", path=path)
    return problem


def _example(name: str) -> str:
    return f"write {EXAMPLES[name]}" if name in EXAMPLES else ""


def _clean(location: tuple[int | str, ...], at: Path) -> Path:
    """pydantic's location without the tags that it adds for unions and for keys."""
    kept = (
        part
        for before, part in zip((None, *location), location, strict=False)
        if part != "[key]" and not (part in _UNION_TAGS and before == "components")
    )
    return (*at, *kept)


def _fields_at(model: type[BaseModel], location: Path) -> set[str]:
    """The names of the fields of the block at `location`, found through lists of blocks."""
    fields = model.model_fields
    for part in location:
        if isinstance(part, str) and part in fields:
            annotation: Any = fields[part].annotation
            inner = [
                a
                for a in getattr(annotation, "__args__", ())
                if isinstance(a, type) and issubclass(a, BaseModel)
            ]
            if inner:
                fields = inner[0].model_fields
    return set(fields)
