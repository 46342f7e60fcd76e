"""A fault in what an author wrote: where it stands, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

__all__ = ["Problem", "nearest_hint"]


class Problem(Struct, frozen=True, kw_only=True, order=True):
    """One fault; problems sort by file and position.

    `line` and `column` count from 1; 0 means that the fault concerns the whole file.
    """

    path: str
    line: int = 0
    column: int = 0
    field: str = ""
    """The dotted name of the faulty field (`components.checkout`), or empty."""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """`path:line:column: field: what is wrong`, without the hint."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


def nearest_hint(wrong: str, known: Iterable[str], *, what: str = "one of") -> str:
    """`did you mean X?` for the known name closest to `wrong`, else the list of what is known."""
    names = list(known)
    if len(wrong) >= 3 and (longer := [name for name in names if name.startswith(wrong.lower())]):
        return f"did you mean {longer[0]}?"
    # Late, because only faults need it.
    import difflib

    near = difflib.get_close_matches(wrong.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"{what}: {shown}" if names else ""
