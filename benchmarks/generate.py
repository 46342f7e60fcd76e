"""Writes the same incidents as a site of statusgen, of stock MkDocs with Material, and of Hugo.

Run it as `python -m benchmarks.generate --count 1000 DIRECTORY`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import click
from benchmarks.incidents import NOW, Incident, incidents, newest_incident

__all__ = ["TOOLS", "generate_sites", "revise_site", "revision_mark"]

TOOLS = ("statusgen", "hugo", "material")

_TEMPLATES = Path(__file__).parent / "templates"
_LINK_TO_FILE = re.compile(r"\]\(([\w-]+)\.md\)")


def generate_sites(directory: Path, count: int, tools: Collection[str] = TOOLS) -> None:
    """Writes `directory/TOOL` for each of `tools`, with `count` incidents each."""
    for tool in tools:
        shutil.copytree(_TEMPLATES / tool, directory / tool)
        _folder(directory / tool).mkdir(exist_ok=True)
    for incident in incidents(count):
        for tool in tools:
            _write(directory / tool, incident, _text(tool, incident))


def revise_site(site: Path, count: int, revision: int) -> str:
    """Gives the newest incident of `site` a fifth update, in place of the one that another revision gave it.

    This is what happens during an outage. Returns the incident's slug.
    """
    newest = newest_incident(count)
    moment = NOW - timedelta(minutes=5)
    update = f"\n## Monitoring - {moment:%Y-%m-%d %H:%M} UTC\n\nAs before; {revision_mark(revision)}.\n"
    _write(site, newest, _text(site.name, newest) + update)
    return newest.slug


def revision_mark(revision: int) -> str:
    """The words by which a page shows that it holds `revision`."""
    return f"this is revision {revision} of the text"


def _text(tool: str, incident: Incident) -> str:
    if tool != "hugo":
        return f"---\n{incident.front_matter}---\n\n{incident.body}"
    # Hugo sorts by this date, and knows no links to files without a template that looks each of them up.
    date = f"date: {incident.begin:%Y-%m-%dT%H:%M:%SZ}\n"
    body = _LINK_TO_FILE.sub(r"](../\1/)", incident.body)
    return f"---\n{incident.front_matter}{date}---\n\n{body}"


def _write(site: Path, incident: Incident, text: str) -> None:
    (_folder(site) / f"{incident.slug}.md").write_text(text, encoding="utf-8", newline="\n")


def _folder(site: Path) -> Path:
    return site / "content" / "incidents"


@click.command()
@click.option(
    "--count", type=click.IntRange(min=1), default=1000, show_default=True, help="How many incidents."
)
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def main(count: int, directory: Path) -> None:
    """Write three sites with the same incidents below DIRECTORY."""
    generate_sites(directory, count)


if __name__ == "__main__":
    main()
