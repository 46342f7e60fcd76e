"""The group `statusgen`; a command's module is imported only when the command is asked for."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Mapping
from typing import NoReturn

import click

from statusgen import __version__
from statusgen.processes import end_soon

__all__ = ["main", "run"]

_OBJECTS_BETWEEN_COLLECTIONS = 100_000

COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "init": ("statusgen.cli.init", "init", "Make a new site that builds at once."),
    "new": ("statusgen.cli.new", "new_group", "Write a new incident, maintenance, notice or postmortem."),
    "update": ("statusgen.cli.update", "update", "Append an update to a record."),
    "resolve": ("statusgen.cli.update", "resolve", "Append the update that ends a record."),
    "check": ("statusgen.cli.check", "check", "Print every problem in every file."),
    "build": ("statusgen.cli.build", "build", "Check, then build the site and put it in place at once."),
    "serve": ("statusgen.cli.serve", "serve", "Show a live preview."),
    "status": ("statusgen.cli.status", "status", "Print the state now."),
    "embed": ("statusgen.cli.embed", "embed", "Print what other sites paste to show the alert bar."),
    "import": ("statusgen.cli.import_", "import_group", "Bring in another tool's record."),
    "export": ("statusgen.cli.export", "export_group", "Write the whole record for another tool."),
    "schema": ("statusgen.cli.schema", "schema", "Print a JSON Schema for editors."),
}
"""Name of a command to its module, its object there, and what the overview says of it."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and first sentences without importing them.

    `statusgen --help` thus costs little more than importing click.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="statusgen")
def main() -> None:
    """Status page, incident history and postmortems from markdown files."""


def run() -> NoReturn:
    """`main` as a program. It ends at once: the system takes back the memory of a large site faster than Python."""
    # Nearly all that a command imports and makes it needs to its end: to look for garbage among every 700 objects, as
    # Python does, takes a quick command more time than much of its work.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    end_soon()
    try:
        main(prog_name="statusgen")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            # Whoever read the output has left; Python itself ends like this as well.
            status = status or 120
        os._exit(status)
    raise AssertionError("click ends every program with SystemExit")
