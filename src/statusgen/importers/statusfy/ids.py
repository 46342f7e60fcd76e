"""The id that Statusfy gives a file without one: the hash of its name, as the package hash-sum 2 makes it."""

from __future__ import annotations

__all__ = ["hashed_id"]


def hashed_id(name: str) -> str:
    """Eight hexadecimal digits or more for the name of a file within its folder; the same in every run."""
    value = 0
    # The package folds an empty key, what JavaScript calls the type of a text in two ways, and the text.
    for text in ("", "[object String]", "string", name):
        value = _folded(value, text)
    return f"{value:08x}"


def _folded(value: int, text: str) -> int:
    if not text:
        return value
    encoded = text.encode("utf-16-le", "surrogatepass")
    for place in range(0, len(encoded), 2):
        unit = int.from_bytes(encoded[place : place + 2], "little")
        value = _int32(_int32(value << 5) - value + unit)
    return value * -2 if value < 0 else value


def _int32(value: int) -> int:
    """`value` in 32 bits with a sign, as JavaScript's operators on bits have it."""
    value &= 0xFFFFFFFF
    return value - 2**32 if value >= 2**31 else value
