"""What tells the moment of the build, and so is made by each: the front page, components, badges, lists of the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.missing import missing_html, stale_note
from statusgen.outputs.pages.overview import Overview
from statusgen.outputs.pages.page import Page, PageMaker
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.publication import published_groups
from statusgen.publishing.indexes import page_entry
from statusgen.publishing.shell import Drawing
from statusgen.publishing.stage import Stamp, Writer

__all__ = ["Current", "WrittenCurrent", "make_current", "write_current"]


@dataclass(frozen=True, kw_only=True)
class Current:
    """As much of it as needs no shell."""

    pages: Sequence[Page]
    files: Mapping[str, bytes]
    """What is no page, by path."""


class WrittenCurrent(msgspec.Struct, array_like=True, frozen=True):
    """What was written of it."""

    stamps: dict[str, Stamp]
    """Of every file, by path."""
    changed: list[str]
    """The files that are not published as they are already."""
    days: dict[str, date]
    """When each page last changed, by the path of the page."""
    entries: list[str]
    """Those of the pages in the search index, as JSON."""


def make_current(maker: PageMaker, overviews: Iterable[Overview]) -> Current:
    """What can be made before there is a shell; `overviews` are those of `maker`."""
    groups = published_groups(maker.view, maker.templates)
    return Current(
        pages=[overview.make() for overview in overviews if overview.besides is None],
        files={path: data for group in groups if group.shows is None for path, data in group.make().items()},
    )


def write_current(maker: PageMaker, drawing: Drawing, current: Current, writer: Writer) -> WrittenCurrent:
    """Writes all of it, with what only a shell makes possible: the front page, postmortems, and 404.html."""
    shell = drawing.shell
    front = front_page(maker, shell.bodies.get("index.md", ""))
    lessons = [
        postmortem_page(maker, postmortem, shell.bodies[f"postmortems/{postmortem.slug}.md"])
        for postmortem in maker.view.postmortems
    ]
    pages = (front, *current.pages, *lessons)
    writer.write({f"{page.path}index.html": drawing.draw(page, stale_note(maker, page)) for page in pages})
    if shell.missing:
        writer.write({"404.html": shell.missing.fill({"content": missing_html(maker)})})
    writer.write(current.files)
    return WrittenCurrent(
        stamps=writer.stamps,
        changed=writer.changed,
        days={page.path: page.modified for page in pages},
        # MkDocs has put the postmortems into its index already.
        entries=[page_entry(page) for page in (front, *current.pages) if page.is_searchable],
    )
