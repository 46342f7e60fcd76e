"""`statusgen update` and `statusgen resolve`: one more update of a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from statusgen.cli.options import config_file_option, now_option
from statusgen.cli.record_options import (
    at_option,
    component_option,
    impact_option,
    message_option,
    reported_by_option,
    status_option,
    window_options,
)
from statusgen.clock import read_clock

__all__ = ["resolve", "update"]

F = TypeVar("F", bound=Callable[..., Any])


def _update_options(function: F) -> F:
    """Adds what `update` and `resolve` have in common."""
    next_update = click.option(
        "--next-update", metavar="TIME|LENGTH", help="When customers hear more: `15:00 UTC`, `30m`."
    )
    for option in reversed(
        [
            click.argument("slug", required=False),
            component_option,
            message_option,
            at_option,
            status_option(),
            next_update,
            window_options(is_required=False),
            reported_by_option,
            impact_option,
            config_file_option,
            now_option,
        ]
    ):
        function = option(function)
    return function


@click.command("update")
@_update_options
def update(config_file: Path, now: datetime | None, **said: Any) -> None:
    """Append an update to the record SLUG.

    \b
        statusgen update checkout-errors --status identified -c checkout=major_outage \\
            -m "A slow database query blocks payments. Next update by 14:50 UTC."
        statusgen update                      # the only open incident, in your editor
        statusgen update new-search --ends "2026-11-24 07:30 UTC" -m "We need longer."

    SLUG is the name of the record's file, its path, or a part of its name; where several have that
    part, the one that is open. Without SLUG, it is the only open incident. The status stays what it is
    unless --status names another; a status that is not final reopens what was resolved.

    --next-update, --starts, --ends, --reported-by and --impact change the front matter. Everything
    else in the file stays as it is, to the byte, and nothing is written when something is wrong.
    """  # noqa: D301  # \b tells click to keep lines as they are
    from statusgen.cli.appended import append
    from statusgen.cli.update_request import UpdateRequest

    append(config_file, now or read_clock(), UpdateRequest(**said))


@click.command("resolve")
@_update_options
def resolve(config_file: Path, now: datetime | None, **said: Any) -> None:
    """Append the update that ends the record SLUG, and set its components to operational.

    \b
        statusgen resolve checkout-errors -m "Payments have worked since 14:55 UTC. We are sorry."
        statusgen resolve new-search --status canceled -m "We do it another day."

    It is `resolved` for an incident and `completed` for a maintenance. SLUG may be left out as in
    `statusgen update`.
    """  # noqa: D301  # \b tells click to keep lines as they are
    from statusgen.cli.appended import append
    from statusgen.cli.update_request import UpdateRequest

    append(config_file, now or read_clock(), UpdateRequest(is_end=True, **said))
