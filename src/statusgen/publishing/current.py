"""What tells the moment of the build, and so is made by each: the front page, components, badges, lists of the API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.missing import missing_html, stale_note
from statusgen.outputs.pages.overview import Overview
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.publication import ApiPage, current_files
from statusgen.publishing.indexes import page_entry
from statusgen.publishing.shell import Drawing
from statusgen.publishing.stage import Stamp, Writer

__all__ = ["WrittenCurrent", "write_current"]


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


def write_current(
    maker: PageMaker, overviews: Iterable[Overview], api: ApiPage, drawing: Drawing, writer: Writer
) -> WrittenCurrent:
    """Writes all of it, postmortems and 404.html included; `overviews` and `api` are those of `maker`."""
    shell = drawing.shell
    front = front_page(maker, shell.bodies.get("index.md", ""))
    lists = [overview.make() for overview in overviews if overview.besides is None]
    lessons = [
        postmortem_page(maker, postmortem, shell.bodies[f"postmortems/{postmortem.slug}.md"])
        for postmortem in maker.view.postmortems
    ]
    pages = (front, *lists, *lessons)
    writer.write({f"{page.path}index.html": drawing.draw(page, stale_note(maker, page)) for page in pages})
    if shell.missing:
        writer.write({"404.html": shell.missing.fill({"content": missing_html(maker)})})
    writer.write(current_files(maker.view, maker.templates, api))
    return WrittenCurrent(
        stamps=writer.stamps,
        changed=writer.changed,
        days={page.path: page.modified for page in pages},
        # MkDocs has put the postmortems into its index already.
        entries=[page_entry(page) for page in (front, *lists) if page.is_searchable],
    )
