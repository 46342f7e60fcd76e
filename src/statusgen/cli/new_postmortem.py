"""A new postmortem, prefilled from its incident."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from statusgen.cli.drafting import fail, put_in_place
from statusgen.cli.finding import found_record
from statusgen.cli.moments import moment_of, whole_minute
from statusgen.content.draft import postmortem_draft
from statusgen.content.site import read_site
from statusgen.content.slugs import slug_of
from statusgen.content.times import format_time
from statusgen.derive.facts import incident_facts
from statusgen.outputs.postmortem_draft import postmortem_draft_text
from statusgen.problems import Problem

__all__ = ["write_postmortem"]


def write_postmortem(
    config_file: Path, now: datetime, *, slug: str | None, title: str | None, at: str | None
) -> None:
    """Writes the first draft of a postmortem, unless there is one or something is wrong."""
    reading = read_site(config_file, now)
    config = reading.config
    record = found_record(slug, reading, now)
    facts = incident_facts(record, (), config.settings, max(now, record.updates[0].at))
    wanted = title or record.title
    name = slug_of(wanted) if title else record.slug
    if not (wanted and name) or facts is None:
        raise click.BadParameter("needs a letter from a to z for the name of the file", param_hint="--title")
    target = config.docs_dir / "postmortems" / f"{name}.md"
    if target.exists():
        hint = "write on in that file, or give the new one another name with --title"
        fail([Problem(path=config.shown(target), message="is there already", hint=hint)])
    published = moment_of(at, now, config.settings.timezone, "--at") if at else None
    names = {component.id: component.name for component in config.components}
    data = postmortem_draft_text(facts, names, title=wanted, now=now, published=published).encode()
    if problems := postmortem_draft(data, target, config):
        fail(problems)
    put_in_place(target, data, config, is_new=True)
    click.echo(_told(published, now), err=True)
    if facts.is_open:
        message = f"note: {record.slug} is not over yet; add what is still to come to impact and timeline"
        click.echo(message, err=True)


def _told(published: datetime | None, now: datetime) -> str:
    """From when on readers see the postmortem, and what to do about that."""
    if published is None:
        example = format_time(whole_minute(now))
        return (
            f"A draft, which no reader sees. To publish it, write the moment into it: `published: {example}`"
        )
    if published > now:
        return f"Readers see it from {format_time(published)} on, whether or not it is finished by then."
    return "Readers see it as soon as the site is built, with every section that is still empty."
