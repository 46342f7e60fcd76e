"""What is wrong between files: links that lead nowhere, addresses that two things would have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from msgspec import Struct

from statusgen.content.addresses import is_taken
from statusgen.content.files import INCIDENTS, POSTMORTEMS, ContentFolder
from statusgen.content.incidents import IncidentFile
from statusgen.content.links import Targets, link_problems, page_path
from statusgen.content.postmortems import PostmortemFile, unknown_incidents
from statusgen.content.record import record_problems, slug_of_file
from statusgen.content.record_reader import bytes_of
from statusgen.content.settings import SiteConfig
from statusgen.content.tree import Tree
from statusgen.model import Incident, Postmortem
from statusgen.problems import Problem

__all__ = ["GENERATED_PAGES", "WholeSite", "dead_links", "page_addresses"]

GENERATED_PAGES = ("", "history/", "incidents/", "postmortems/", "subscribe/", "alert-bar/")
"""Published pages that have no file of their own, relative to the site's root."""
_RECORDS = (f"{INCIDENTS}/", f"{POSTMORTEMS}/")


class WholeSite(Struct, frozen=True, kw_only=True, dict=True):
    """All files of a site as far as they could be read."""

    config: SiteConfig
    incidents: Sequence[IncidentFile]
    postmortems: Sequence[PostmortemFile]
    files: Collection[str]
    """The paths of all content files, relative to the content directory."""
    now: datetime

    def problems(self) -> Iterator[Problem]:
        """Every fault that shows only when all files are seen together."""
        if self.postmortems:
            slugs = {slug_of_file(file.path) for file in self.incidents}
            for postmortem in self.postmortems:
                yield from unknown_incidents(postmortem, slugs)
        yield from self._hidden_files()
        yield from record_problems(
            self.incidents,
            self.postmortems,
            pages=lambda: self._pages,
            front_of=self._front_of,
            now=self.now,
        )
        targets = self._targets()
        behind = len(self._folder.shown)
        for file in self.incidents:
            if file.has_links:
                yield from dead_links(file, file.path[behind:], targets)

    @cached_property
    def _folder(self) -> ContentFolder:
        return ContentFolder.of(self.config)

    @cached_property
    def _pages(self) -> Collection[str]:
        return page_addresses(self.config, self.files)

    @cached_property
    def _records(self) -> Sequence[Incident]:
        return [file.incident for file in self.incidents if file.incident]

    @cached_property
    def _lessons(self) -> Sequence[Postmortem]:
        return [file.postmortem for file in self.postmortems if file.postmortem]

    def _front_of(self, file: IncidentFile) -> Tree:
        """The front matter of a file in which there is something wrong; nobody keeps that of the others."""
        try:
            data = bytes_of(self._folder.disk + file.path[len(self._folder.shown) :])
        except OSError:
            return Tree()
        # Late, because it needs YAML, and a site without faults never asks.
        from statusgen.content.front_matter import front_of

        return front_of(data, file.path)

    def _hidden_files(self) -> Iterator[Problem]:
        """A problem for each file of the site's own whose address belongs to something that statusgen publishes."""
        generated = page_addresses(self.config, ()) - {""}
        for file in self.files:
            is_record = file.startswith(_RECORDS) and file.endswith(".md")
            # Assets are shared with the theme, whose names they need not meet.
            if is_record or file.startswith("assets/"):
                continue
            address = page_path(file)
            if is_taken(address, generated):
                message = f"its address, /{address}, is that of something that statusgen publishes"
                yield Problem(path=self._folder.shown + file, message=message, hint="rename the file")

    def _targets(self) -> Targets:
        """Where links may lead: old addresses count, and postmortems that are still to be published do not."""
        drafts = {lesson.slug for lesson in self._lessons if lesson.published > self.now}

        def pages() -> Collection[str]:
            old = [record.aliases for record in self._records]
            old += [lesson.aliases for lesson in self._lessons if lesson.slug not in drafts]
            aliases = (alias.lstrip("/") for some in old for alias in some)
            return {*self._pages, *aliases, *_history_pages(self._records)}

        return Targets(
            files=set(self.files) - {f"{POSTMORTEMS}/{slug}.md" for slug in drafts},
            find_pages=pages,
            drafts={f"{POSTMORTEMS}/{slug}/" for slug in drafts},
            are_months_known=True,
        )


def _history_pages(records: Sequence[Incident]) -> Iterator[str]:
    """The months in which a record may stand: it began with one of these moments."""
    months: set[tuple[int, int]] = set()
    for record in records:
        months.update((update.at.year, update.at.month) for update in record.updates)
        months.update((at.year, at.month) for at in (record.started, record.starts) if at)
    for year, month in months:
        yield f"history/{year:04d}/"
        yield f"history/{year:04d}/{month:02d}/"


def page_addresses(config: SiteConfig, files: Collection[str]) -> set[str]:
    """The address of every page of a site with these content files, relative to the site's root."""
    components = (f"components/{component.id}/" for component in config.components)
    search = ("search/",) if config.settings.full_text_search else ()
    return {*GENERATED_PAGES, *map(page_path, files), *components, *search}


def dead_links(file: IncidentFile, source: str, targets: Targets) -> Iterator[Problem]:
    """A problem for each link in the record of `file` that leads nowhere.

    `source` is its path relative to the content directory.
    """
    for update in file.incident.updates if file.incident else ():
        yield from link_problems(update, source=source, path=file.path, targets=targets)
