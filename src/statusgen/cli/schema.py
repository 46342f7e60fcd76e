"""`statusgen schema`: what editors check and complete with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from statusgen.content.settings import SiteConfig

__all__ = ["schema", "schema_text"]

# Also the keys of content.json_schema.DESCRIPTIONS, which is imported late.
_NAMES = ("incident", "maintenance", "notice", "record", "postmortem", "config")


@click.command("schema")
@click.argument("name", type=click.Choice(_NAMES))
@click.option(
    "--config-file",
    "-f",
    type=click.Path(path_type=Path),
    help="The settings of a site, whose components and time zone the schema then knows.",
)
def schema(name: str, config_file: Path | None) -> None:
    """Print a JSON Schema (draft 7) for editors.

    \b
        incident, maintenance, notice   the front matter of a record of one kind
        record                          that of any file below content/incidents
        postmortem                      the front matter of a postmortem
        config                          mkdocs.yml

    Without --config-file any component is accepted, and times may be written without a zone.
    """  # noqa: D301  # \b tells click to keep lines as they are
    site = None if config_file is None else _site(config_file)
    click.echo(schema_text(name, site).encode(), nl=False)


def schema_text(name: str, site: SiteConfig | None = None) -> str:
    """The schema `name` as the text of a file."""
    from statusgen.content.json_schema import json_schema

    return json.dumps(json_schema(name, site), indent=2, ensure_ascii=False) + "\n"


def _site(config_file: Path) -> SiteConfig:
    """The settings in `config_file`; a schema of half a site would call right files wrong."""
    from statusgen.cli.problem_report import print_problems
    from statusgen.content.settings import read_settings

    config, problems = read_settings(config_file)
    if problems:
        print_problems(problems, outcome="; no schema was printed")
        raise SystemExit(1)
    return config
