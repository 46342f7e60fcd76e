"""Telling how far the work is, to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias, TypeVar

__all__ = ["Listener", "told"]

Listener: TypeAlias = "Callable[[str, int, int], None] | None"
"""Is told what is being done, how many are done, and of how many."""

T = TypeVar("T")


def told(what: str, items: Collection[T], listener: Listener) -> Iterator[T]:
    """Each of `items`, the `listener` being told before each of them."""
    for done, item in enumerate(items):
        if listener:
            listener(what, done, len(items))
        yield item
