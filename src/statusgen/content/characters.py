"""Characters that no document may hold."""

from __future__ import annotations

import re

__all__ = ["is_control"]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def is_control(text: str) -> bool:
    """Whether `text` has a character that no HTML or XML document may hold."""
    return _CONTROL.search(text) is not None
