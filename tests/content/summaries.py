"""What was read, as text that a person can compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from statusgen.model import Site
from statusgen.problems import Problem


def problem_lines(problems: Iterable[Problem]) -> str:
    """One line for each problem, and its hint below."""
    return "".join(f"{problem}\n    hint: {problem.hint}\n" for problem in problems)


def site_summary(site: Site) -> Any:
    """The site as plain lists and mappings, without what nobody wrote."""
    return _plain(msgspec.to_builtins(site, builtin_types=(datetime, date, timedelta)))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        plain = {str(key): _plain(part) for key, part in value.items()}
        return {key: part for key, part in plain.items() if part not in (None, [], {})}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return value
