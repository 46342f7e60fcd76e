"""JSON that nobody would write, in which the names that an importer looks for stand all the same."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

__all__ = ["ODD", "hostile_json", "odd_texts"]

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    float("inf"),
    10**25,
    "",
    "   ",
    "../../etc/passwd",
    "a\x00b",
    "\x1b[31mred",
    "\ud800",
    "\u202egnp",
    "2022-02-02T10:00:00Z",
    "2022-02-02T10:00:00.000+01:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "1969-12-31T23:59:59Z",
    "<script>alert(1)</script>",
    "## Resolved - 2020-01-01 10:00 UTC",
    "```\nopen",
    "resolved",
    "postmortem",
    "scheduled",
    "investigating",
    "major_outage",
    "till",
    [],
    {},
)


def odd_texts() -> st.SearchStrategy[str]:
    """Any text, and those that were seen to do harm."""
    return st.sampled_from([one for one in ODD if isinstance(one, str)]) | st.text(max_size=20)


def hostile_json(names: list[str]) -> st.SearchStrategy[Any]:
    """Objects and lists of any shape, most of their keys being `names`."""
    leaves = st.sampled_from(ODD) | st.integers() | st.floats() | st.text(max_size=12)
    keys = st.sampled_from(names) | st.text(max_size=6)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
        max_leaves=20,
    )
