"""`statusgen init`: a new site that builds at once, with its pipeline."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

import click

from statusgen import __version__
from statusgen.cli.options import now_option
from statusgen.clock import read_clock
from statusgen.content.times import format_time

__all__ = ["init"]

_EXAMPLE_URL = "https://status.example.com/"

# Pipelines are copied as they stand: `$` is a word of theirs.
_PIPELINES = {"github": ".github/workflows/status.yml", "gitlab": ".gitlab-ci.yml"}

# Named in the starter's `.vscode/settings.json`.
_SCHEMA = ".statusgen/schemas/config.json"

_HOSTING_STEP = {
    "github": "switch on Pages in the repository's settings, with GitHub Actions as its source",
    "gitlab": "add a pipeline schedule, so that maintenances begin and end on time",
}


def _checked_name(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (value.strip() and value.isprintable()):
        raise click.BadParameter("write a name that can be read, on one line")
    return value.strip() if value else None


def _checked_url(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """The address with a slash at its end: below a path, relative addresses are wrong without it."""
    if re.fullmatch(r"https?://[^\s/?#\[\]\"<>]+(/[^\s?#\"<>]*)?", value) and value.isprintable():
        return value.rstrip("/") + "/"
    raise click.BadParameter(f"`{value}` is no address of a site; write it like {_EXAMPLE_URL}")


@click.command("init")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", callback=_checked_name, help="Name of the site.  [default: from DIR]")
@click.option(
    "--url", default=_EXAMPLE_URL, show_default=True, callback=_checked_url, help="Where it is published."
)
@click.option(
    "--ci",
    type=click.Choice(["github", "gitlab", "none"]),
    default="github",
    show_default=True,
    help="The pipeline that checks and publishes the site.",
)
@now_option
def init(directory: Path, name: str | None, url: str, ci: str, now: datetime | None) -> None:
    """Write a new site into DIR: settings, two examples and the pipeline.

    DIR may exist. No file in it is overwritten: if one of the new files is there, nothing is written.
    """
    title = name or _name_of(directory)
    new_files = _starter_files(_fields(title, url, ci, now or read_clock()), ci)
    in_the_way = _in_the_way(directory, new_files)
    for path in in_the_way:
        click.echo(f"{path}: is there already", err=True)
    if in_the_way:
        click.echo("hint: nothing was written; choose another directory, or move these files away", err=True)
        raise SystemExit(1)
    try:
        _write_all(directory, new_files)
    except OSError as error:
        click.echo(f"{error.filename}: cannot be written: {error.strerror}", err=True)
        click.echo("hint: nothing was written; choose a directory that you may write to", err=True)
        raise SystemExit(1) from None
    click.echo(_farewell(directory, title, url, ci, len(new_files)))


def _name_of(directory: Path) -> str:
    """`Acme Status` for a directory called `acme-status`."""
    words = re.split(r"[\W_]+", directory.resolve().name)
    return " ".join(word[:1].upper() + word[1:] for word in words if word) or "Status"


def _fields(name: str, url: str, ci: str, now: datetime) -> Mapping[str, str]:
    """What stands for each `$word` of the starter's files."""
    now -= timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)
    window = now.replace(hour=3, minute=0) + timedelta(days=7)
    pipeline = f"| `{_PIPELINES[ci]}` | what checks and publishes it |" if ci in _PIPELINES else ""
    return {
        "name": name,
        # A JSON string is a YAML string as well, whatever the name holds: a colon, quotes, a hash.
        "name_in_yaml": json.dumps(name, ensure_ascii=False),
        "url": url,
        "url_in_yaml": json.dumps(url, ensure_ascii=False),
        "version": __version__,
        "today": f"{now:%Y-%m-%d}",
        "example_moment": format_time(now),
        "began": format_time(now - timedelta(hours=3)),
        "identified": format_time(now - timedelta(hours=2, minutes=40)),
        "resolved": format_time(now - timedelta(hours=2, minutes=5)),
        "announced": format_time(now),
        "window_starts": format_time(window),
        "window_ends": format_time(window + timedelta(hours=1)),
        "pipeline_row": pipeline,
    }


def _starter_files(fields: Mapping[str, str], ci: str) -> Mapping[str, str]:
    """Path below the new site to the text of each file."""
    from statusgen.cli.schema import schema_text

    wanted = {_SCHEMA: schema_text("config")}
    for path, source in _tree(files("statusgen") / "starter"):
        text = source.read_text(encoding="utf-8")
        if path not in _PIPELINES.values():
            wanted[path] = Template(text).substitute(fields).rstrip("\n") + "\n"
        elif path == _PIPELINES.get(ci):
            wanted[path] = text
    return wanted


def _tree(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _tree(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry


def _in_the_way(directory: Path, new_files: Mapping[str, str]) -> list[Path]:
    """What exists where a file would be written, or where one of its folders would be made."""
    targets = [directory / path for path in new_files]
    found = {target for target in targets if target.exists() or target.is_symlink()}
    for path in new_files:
        folders = [directory / parent for parent in Path(path).parents]
        found.update(folder for folder in folders if folder.exists() and not folder.is_dir())
    return sorted(found)


def _write_all(directory: Path, new_files: Mapping[str, str]) -> None:
    """Writes every file; when one cannot be written, takes back what was made and raises its OSError."""
    made: list[Path] = []
    try:
        for path, text in new_files.items():
            target = directory / path
            _make_folder(target.parent, made)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                made.append(target)
                file.write(text)
    except OSError:
        for entry in reversed(made):
            entry.rmdir() if entry.is_dir() else entry.unlink()
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Makes a folder and those above it, and notes each new one in `made`."""
    missing = [folder, *folder.parents]
    for candidate in reversed([entry for entry in missing if not entry.exists()]):
        candidate.mkdir()
        made.append(candidate)


def _farewell(directory: Path, name: str, url: str, ci: str, count: int) -> str:
    """What was done and the next few steps."""
    steps = ["statusgen serve     # look at it", 'statusgen new incident "What is broken"']
    if directory.resolve() != Path.cwd():
        steps.insert(0, f"cd {shlex.quote(str(directory))}")
    lines = [f"{name}: {count} files written to {directory}. Next:", "", *(f"    {step}" for step in steps)]
    notes = ["name your components in mkdocs.yml and delete the two examples in content/incidents"]
    if url == _EXAMPLE_URL:
        notes.append("set site_url in mkdocs.yml to where the site will stand, with its path if it has one")
    if ci in _HOSTING_STEP:
        notes.append(_HOSTING_STEP[ci])
    return "\n".join([*lines, "", "Before you publish it:", *(f"  - {note}" for note in notes)])
