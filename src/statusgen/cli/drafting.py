"""The road of a new file or update: settings, text, judgement, and only then the disk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from msgspec.structs import replace

from statusgen.problems import Problem

if TYPE_CHECKING:
    from statusgen.content.settings import SiteConfig
    from statusgen.model import Incident

__all__ = [
    "announce",
    "fail",
    "put_in_place",
    "readable_settings",
    "safe_text",
    "unwritable",
    "without_places",
]


def fail(problems: Sequence[Problem]) -> NoReturn:
    """Prints `problems`, and ends the command with status 1."""
    from statusgen.cli.problem_report import print_problems

    print_problems(sorted(problems))
    raise SystemExit(1)


def readable_settings(config_file: Path) -> SiteConfig:
    """The settings of the site, or the end of the command: without them nothing can be judged."""
    from statusgen.content.settings import read_settings

    config, problems = read_settings(config_file)
    if not problems and not config.docs_dir.is_dir():
        message = "the content directory does not exist"
        hint = "create it, or set docs_dir in mkdocs.yml to the directory that holds incidents/"
        problems = [Problem(path=config.shown(config.docs_dir), message=message, hint=hint)]
    if problems:
        fail(problems)
    return config


def safe_text(text: str) -> str:
    """`text`, fit to stand below a heading; what had to be changed for that is told."""
    from statusgen.content.body_text import safe_body

    safe, changes = safe_body(text)
    for change in changes:
        click.echo(f"note: {change}", err=True)
    return safe


def without_places(problems: Sequence[Problem]) -> list[Problem]:
    """`problems` of a file that is not written: nobody can open it at a line."""
    return [replace(problem, line=0, column=0) for problem in problems]


def put_in_place(path: Path, data: bytes, config: SiteConfig, *, is_new: bool = False) -> None:
    """Writes `data` to `path`, whole or not at all, and prints the path; disk errors are problems."""
    from statusgen.atomic import write_atomically

    try:
        write_atomically(path, data, is_new=is_new)
    except OSError as error:
        if is_new and path.is_file():
            hint = "look whether it tells the same; if it does not, run the command again"
            message = "somebody else has written this file meanwhile"
            fail([Problem(path=config.shown(path), message=message, hint=hint)])
        fail([unwritable(config.shown(path), error)])
    click.echo(config.shown(path))


def unwritable(shown: str, error: OSError) -> Problem:
    """What to tell of a file that the disk does not let us write."""
    hint = "free some space, or see to it that you may write there"
    return Problem(path=shown, message=f"cannot be written: {error.strerror}", hint=hint)


def announce(incident: Incident, config: SiteConfig, now: datetime) -> None:
    """Tells what the page will say of `incident`; on standard error, so that the path stands alone in a pipe."""
    from statusgen.derive.facts import incident_facts
    from statusgen.outputs.terminal_events import record_sentence

    now = max(now, incident.updates[-1].at)
    facts = incident_facts(incident, (), config.settings, now)
    if facts is not None:
        names = {component.id: component.name for component in config.components}
        click.echo(record_sentence(facts, names, now), err=True)
