"""The options that describe a record or an update, shared by `new`, `update` and `resolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from statusgen.model import STATUSES_OF_KIND, Impact, Kind, Reporter, UpdateStatus

__all__ = [
    "at_option",
    "component_option",
    "impact_option",
    "message_option",
    "one_line",
    "reported_by_option",
    "status_option",
    "window_options",
]

F = TypeVar("F", bound=Callable[..., Any])


def one_line(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """The title `value` with single blanks: a callback of click, which blames its parameter for a wrong one."""
    if value is None:
        return None
    title = " ".join(value.split())
    if not title:
        raise click.BadParameter("is empty")
    try:
        title.encode()
    except UnicodeEncodeError as error:
        # So Python marks what the terminal sent in another encoding.
        before = title[: error.start][-20:]
        raise click.BadParameter(
            f"is no UTF-8 behind `{before}`: write it on a terminal that uses UTF-8"
        ) from None
    return title


def component_option(function: F) -> F:
    """Adds `--component/-c`, passed on as `component: tuple[str, ...]`."""
    return click.option(
        "--component",
        "-c",
        multiple=True,
        metavar="ID[=STATUS]",
        help="A component that is touched, and how: `checkout=partial_outage`. Repeat it for each.",
    )(function)


def message_option(function: F) -> F:
    """Adds `--message/-m`, passed on as `message: str | None`."""
    return click.option(
        "--message",
        "-m",
        metavar="TEXT",
        help="What customers read, in markdown; - reads it from a pipe. Without it your editor opens.",
    )(function)


def at_option(function: F) -> F:
    """Adds `--at`, passed on as `at: str | None`."""
    return click.option(
        "--at",
        metavar="TIME",
        help="When it happened: `14:05 UTC`, `10m ago`, a day and time.  [default: now]",
    )(function)


def status_option(kind: Kind | None = None) -> Callable[[F], F]:
    """Adds `--status`, passed on as `status: str | None`; `kind` limits it to the statuses of that kind."""
    values = [status.value for status in (STATUSES_OF_KIND[kind] if kind else UpdateStatus)]
    text = f"The word of the heading.  [default: {values[0]}]" if kind else "The word of the heading."
    return click.option("--status", type=click.Choice(values, case_sensitive=False), help=text)


def reported_by_option(function: F) -> F:
    """Adds `--reported-by`, passed on as `reported_by: str | None`."""
    values = [reporter.value for reporter in Reporter]
    return click.option("--reported-by", type=click.Choice(values), help="Who noticed first.")(function)


def impact_option(function: F) -> F:
    """Adds `--impact`, passed on as `impact: str | None`."""
    values = [impact.value for impact in Impact]
    return click.option(
        "--impact", type=click.Choice(values), help="In place of the impact that follows from the components."
    )(function)


def window_options(*, is_required: bool) -> Callable[[F], F]:
    """Adds `--starts` and `--ends`, passed on as texts."""

    def add(function: F) -> F:
        ends = click.option(
            "--ends",
            metavar="TIME|LENGTH",
            required=is_required,
            help="When it is over, or how long it takes: `90m`, `2h`.",
        )
        starts = click.option("--starts", metavar="TIME", required=is_required, help="When it begins.")
        return starts(ends(function))

    return add
