"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["MomentParameter", "config_file_option", "now_option"]

F = TypeVar("F", bound=Callable[..., Any])


class MomentParameter(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.4
    """A moment on the command line, as in files: `2026-11-20 14:05 UTC`."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment in UTC; click prints the usage for a text that is none."""
        from statusgen.content.times import TimeFault, parse_time

        if isinstance(value, datetime):
            return value
        try:
            return parse_time(value)
        except TimeFault as error:
            self.fail(f"{error.message}; {error.hint}", param, ctx)


def config_file_option(function: F) -> F:
    """Adds `--config-file/-f`, passed on as `config_file: Path`."""
    return click.option(
        "--config-file",
        "-f",
        type=click.Path(path_type=Path),
        default=Path("mkdocs.yml"),
        show_default=True,
        help="The settings of the site.",
    )(function)


def now_option(function: F) -> F:
    """Adds `--now`, passed on as `now: datetime | None`."""
    return click.option(
        "--now", type=MomentParameter(), help="Take this for the present moment: '2026-11-20 14:30 UTC'."
    )(function)
