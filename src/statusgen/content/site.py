"""A whole site, read from its settings and its content directory."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from statusgen.content.addresses import is_taken
from statusgen.content.incidents import IncidentFile, read_incident
from statusgen.content.links import Targets, link_problems, page_path
from statusgen.content.own_pages import own_page_problems
from statusgen.content.postmortems import PostmortemFile, read_postmortem, unknown_incidents
from statusgen.content.record import record_problems
from statusgen.content.settings import SiteConfig, read_settings
from statusgen.model import Incident, Site
from statusgen.problems import Problem

__all__ = ["GENERATED_PAGES", "Reading", "content_files", "dead_links", "page_addresses", "read_site"]

INCIDENTS = "incidents"
POSTMORTEMS = "postmortems"
GENERATED_PAGES = ("", "history/", "incidents/", "postmortems/", "subscribe/", "alert-bar/")
"""Published pages that have no file of their own, relative to the site's root."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A site as far as it could be read, and everything that is wrong with it."""

    config: SiteConfig
    site: Site
    problems: Sequence[Problem]
    """Sorted by file and position."""


def read_site(config_path: Path, now: datetime) -> Reading:
    """The site that `config_path` describes; updates are judged against the moment `now`."""
    config, problems = read_settings(config_path)
    files, found = content_files(config)
    problems += found
    timezone = config.settings.timezone
    components = {component.id: component for component in config.components}
    incidents: list[IncidentFile] = []
    postmortems: list[PostmortemFile] = []
    base = PurePosixPath(config.relative(config.docs_dir))
    for file in sorted(files):
        folder, _, _ = file.partition("/")
        is_record = folder in (INCIDENTS, POSTMORTEMS)
        is_read = _is_text(file, config, problems) if is_record else file.endswith(".md")
        if not is_read:
            continue
        path = config.docs_dir / file
        data = _bytes_of(path, config, problems)
        if data is None:
            continue
        shown, source = config.shown(path), str(base / file)
        if not is_record:
            found = own_page_problems(data, shown)
        elif folder == INCIDENTS:
            incident, found = read_incident(
                data, path=shown, source=source, components=components, timezone=timezone
            )
            incidents.append(incident)
        else:
            postmortem, found = read_postmortem(data, path=shown, source=source, timezone=timezone)
            postmortems.append(postmortem)
        problems += found
    site = _site(config, incidents, postmortems)
    problems += _whole_site_problems(config, incidents, postmortems, files, now)
    return Reading(config=config, site=site, problems=sorted(set(problems)))


def content_files(config: SiteConfig) -> tuple[set[str], list[Problem]]:
    """The path of every file below the content directory, relative to it, with forward slashes."""
    problems: list[Problem] = []
    found: set[str] = set()
    if not config.is_read:
        return found, problems
    if not config.docs_dir.is_dir():
        message = "the content directory does not exist"
        hint = "create it, or set docs_dir in mkdocs.yml to the directory that holds incidents/"
        problems.append(Problem(path=config.shown(config.docs_dir), message=message, hint=hint))
        return found, problems

    def unreadable(error: OSError) -> None:
        where = config.shown(Path(error.filename))
        problems.append(Problem(path=where, message=f"cannot be read: {error.strerror}"))

    # MkDocs follows links to directories too: a record behind one must not be lost.
    for folder, folders, names in os.walk(config.docs_dir, onerror=unreadable, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [name for name in folders if _leads_back(Path(folder, name))]:
            folders.remove(name)
            where = config.shown(Path(folder, name))
            message = "is a link to a directory that it stands in"
            problems.append(Problem(path=where, message=message, hint="delete the link"))
        base = os.path.relpath(folder, config.docs_dir).replace(os.sep, "/")
        prefix = "" if base == "." else f"{base}/"
        found.update(f"{prefix}{name}" for name in names if not name.startswith("."))
    return found, problems


def _leads_back(folder: Path) -> bool:
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def _is_text(file: str, config: SiteConfig, problems: list[Problem]) -> bool:
    """Whether `file` is a record; one whose ending another tool would take for markdown is a problem."""
    path = PurePosixPath(file)
    shown = config.shown(config.docs_dir / file)
    if path.suffix.lower() in (".markdown", ".mdown", ".mkdn", ".mkd") or path.suffix in (
        ".MD",
        ".Md",
        ".mD",
    ):
        hint = f"rename it to {path.stem}.md"
        problems.append(Problem(path=shown, message=f"the ending {path.suffix} is not read", hint=hint))
        return False
    if not path.suffix or path.name.lower().endswith(".md.txt"):
        hint = f"rename it to {path.name.removesuffix(path.suffix).removesuffix('.md')}.md"
        problems.append(
            Problem(path=shown, message="a record ends in .md, and is not read without", hint=hint)
        )
        return False
    if path.suffix == ".md" and path.parts[0] == POSTMORTEMS and len(path.parts) > 2:
        message = "postmortems stand directly in the directory postmortems"
        problems.append(Problem(path=shown, message=message, hint="move the file up"))
        return False
    return path.suffix == ".md"


def _bytes_of(path: Path, config: SiteConfig, problems: list[Problem]) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        problems.append(Problem(path=config.shown(path), message=f"cannot be read: {error.strerror}"))
        return None


def _site(
    config: SiteConfig, incidents: Sequence[IncidentFile], postmortems: Sequence[PostmortemFile]
) -> Site:
    records = [file.incident for file in incidents if file.incident]
    lessons = [file.postmortem for file in postmortems if file.postmortem]
    return Site(
        name=config.name,
        url=config.url,
        description=config.description,
        language=config.language,
        content_dir=config.relative(config.docs_dir),
        settings=config.settings,
        components=tuple(config.components),
        incidents=tuple(sorted(records, key=lambda record: (record.updates[0].at, record.slug))),
        postmortems=tuple(sorted(lessons, key=lambda lesson: (lesson.published, lesson.slug))),
    )


def _whole_site_problems(
    config: SiteConfig,
    incidents: Sequence[IncidentFile],
    postmortems: Sequence[PostmortemFile],
    files: Collection[str],
    now: datetime,
) -> Iterator[Problem]:
    slugs = {PurePosixPath(file.path).stem for file in incidents}
    for postmortem in postmortems:
        yield from unknown_incidents(postmortem, slugs)
    yield from _hidden_files(config, files)
    pages = page_addresses(config, files)
    yield from record_problems(incidents, postmortems, pages=pages, now=now)
    targets = _targets(incidents, postmortems, files, pages, now)
    for file in incidents:
        yield from _dead_links(file, config, targets)


def _targets(
    incidents: Sequence[IncidentFile],
    postmortems: Sequence[PostmortemFile],
    files: Collection[str],
    pages: Collection[str],
    now: datetime,
) -> Targets:
    """Where links may lead at `now`: old addresses count, and postmortems that are still to be published do not."""
    records = [file.incident for file in incidents if file.incident]
    lessons = [file.postmortem for file in postmortems if file.postmortem]
    drafts = {lesson.slug for lesson in lessons if lesson.published > now}
    old = [record.aliases for record in records]
    old += [lesson.aliases for lesson in lessons if lesson.slug not in drafts]
    return Targets(
        files=set(files) - {f"{POSTMORTEMS}/{slug}.md" for slug in drafts},
        pages={
            *pages,
            *(alias.lstrip("/") for aliases in old for alias in aliases),
            *(page for record in records for page in _history_pages(record)),
        },
        drafts={f"{POSTMORTEMS}/{slug}/" for slug in drafts},
        are_months_known=True,
    )


def _history_pages(incident: Incident) -> Iterator[str]:
    """The months in which a record may stand: it began with one of these moments."""
    for moment in (incident.started, incident.starts, *(update.at for update in incident.updates)):
        if moment:
            yield f"history/{moment.year:04d}/"
            yield f"history/{moment.year:04d}/{moment.month:02d}/"


def _hidden_files(config: SiteConfig, files: Collection[str]) -> Iterator[Problem]:
    """A problem for each file of the site's own whose address belongs to something that statusgen publishes."""
    generated = page_addresses(config, ()) - {""}
    for file in files:
        is_record = file.endswith(".md") and file.startswith((f"{INCIDENTS}/", f"{POSTMORTEMS}/"))
        is_asset = file.startswith("assets/")  # shared with the theme, whose names it need not meet
        if not is_record and not is_asset and is_taken(page_path(file), generated):
            message = f"its address, /{page_path(file)}, is that of something that statusgen publishes"
            yield Problem(path=config.shown(config.docs_dir / file), message=message, hint="rename the file")


def page_addresses(config: SiteConfig, files: Collection[str]) -> set[str]:
    """The address of every page of a site with these content files, relative to the site's root."""
    components = (f"components/{component.id}/" for component in config.components)
    return {*GENERATED_PAGES, *map(page_path, files), *components}


def dead_links(
    file: IncidentFile, config: SiteConfig, *, files: Collection[str], pages: Collection[str]
) -> Iterator[Problem]:
    """A problem for each link in the record of `file` that leads neither to one of `files` nor of `pages`."""
    return _dead_links(file, config, Targets(files=files, pages=pages))


def _dead_links(file: IncidentFile, config: SiteConfig, targets: Targets) -> Iterator[Problem]:
    source = os.path.relpath(file.path, config.docs_dir).replace(os.sep, "/")
    for update in file.incident.updates if file.incident else ():
        yield from link_problems(update, source=source, path=file.path, targets=targets)
