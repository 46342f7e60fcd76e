"""`statusgen new`: a new incident, maintenance, notice or postmortem."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from statusgen.cli.options import config_file_option, now_option
from statusgen.cli.record_options import (
    at_option,
    component_option,
    impact_option,
    message_option,
    one_line,
    reported_by_option,
    status_option,
    window_options,
)
from statusgen.clock import read_clock
from statusgen.model import Kind

__all__ = ["new_group"]


@click.group("new")
def new_group() -> None:
    """Write a new incident, maintenance, notice or postmortem, and print the path of its file.

    \b
        statusgen new incident "Checkout errors" -c checkout=major -m "You cannot pay. We look into it."
        statusgen new maintenance "New search machines" -c search --starts "2026-11-24 05:00 UTC" --ends 1h
        statusgen new postmortem 2026-11-20-checkout-errors

    The file is checked before it is written. With --message nothing is asked; without it your editor
    ($VISUAL or $EDITOR) opens. The path stands alone on standard output:

    \b
        git add "$(statusgen new incident …)"
    """  # noqa: D301  # \b tells click to keep lines as they are


@new_group.command("incident", short_help="Something is broken.")
@click.argument("title", callback=one_line)
@component_option
@message_option
@at_option
@status_option(Kind.INCIDENT)
@reported_by_option
@impact_option
@config_file_option
@now_option
def new_incident(config_file: Path, now: datetime | None, **said: Any) -> None:
    """Write an incident with its first update to content/incidents/<day>-<title>.md.

    \b
        statusgen new incident "Checkout errors" -c checkout=partial_outage -c api
        statusgen new incident "Late e-mails" -c email --at "10m ago" --reported-by support \\
            -m "Order confirmations come late. Next update by 15:00 UTC."

    A component without a status is at degraded_performance; a status may be shortened to its
    beginning (`major`). A time of day means today; give its zone (`14:05 Europe/Paris`) unless the
    settings name one. A second file of the same name gets -2 at its end.
    """  # noqa: D301  # \b tells click to keep lines as they are
    from statusgen.cli.new_record import Request, write_record

    write_record(config_file, now or read_clock(), Request(kind=Kind.INCIDENT, **said))


@new_group.command("maintenance", short_help="Work is planned.")
@click.argument("title", callback=one_line)
@component_option
@window_options(is_required=True)
@message_option
@at_option
@status_option(Kind.MAINTENANCE)
@config_file_option
@now_option
def new_maintenance(config_file: Path, now: datetime | None, **said: Any) -> None:
    """Announce a maintenance in content/incidents/<first day>-<title>.md.

    \b
        statusgen new maintenance "New search machines" -c search \\
            --starts "2026-11-24 05:00 UTC" --ends 90m -m "Search may answer slowly."

    The page starts and ends it by the clock, and it costs no uptime. A component without a status is
    under_maintenance. --at is the moment of the announcement.
    """  # noqa: D301  # \b tells click to keep lines as they are
    from statusgen.cli.new_record import Request, write_record

    write_record(config_file, now or read_clock(), Request(kind=Kind.MAINTENANCE, **said))


@new_group.command("notice", short_help="Customers should know something.")
@click.argument("title", callback=one_line)
@component_option
@window_options(is_required=False)
@message_option
@at_option
@config_file_option
@now_option
def new_notice(config_file: Path, now: datetime | None, **said: Any) -> None:
    """Post a notice in content/incidents/<day>-<title>.md; it changes no component.

    \b
        statusgen new notice "Postal strike in Belgium" --ends 3d -m "Parcels may come later."

    It stands on the front page from --starts to --ends, or for seven days.
    """  # noqa: D301  # \b tells click to keep lines as they are
    from statusgen.cli.new_record import Request, write_record

    write_record(config_file, now or read_clock(), Request(kind=Kind.NOTICE, **said))


@new_group.command("postmortem", short_help="What was learnt from an incident.")
@click.argument("slug", required=False)
@click.option(
    "--title",
    callback=one_line,
    help="Its title, and the name of its file.  [default: those of the incident]",
)
@click.option("--at", metavar="TIME", help="When it becomes public.  [default: not before you say so in it]")
@config_file_option
@now_option
def new_postmortem(
    slug: str | None, title: str | None, at: str | None, config_file: Path, now: datetime | None
) -> None:
    """Write a postmortem of the incident SLUG to content/postmortems/, with sections to fill in.

    \b
        statusgen new postmortem 2026-11-20-checkout-errors --title "One row for every scarf"

    SLUG is the name of the incident's file, or a part of it that no other has. Its timeline is there
    already; comments say what each section is for. A postmortem asks what, never who.

    It is a draft, which only `statusgen check` looks at: readers see it from the moment on that you
    write into its field `published`.
    """  # noqa: D301  # \b tells click to keep lines as they are
    from statusgen.cli.new_postmortem import write_postmortem

    write_postmortem(config_file, now or read_clock(), slug=slug, title=title, at=at)
