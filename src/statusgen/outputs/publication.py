"""Everything that is published beside the pages, by its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.view import View
from statusgen.outputs.alert_bar import alert_bar_files
from statusgen.outputs.api.components import ApiPage, api_page
from statusgen.outputs.api.files import api_files, record_api_files
from statusgen.outputs.badges import badge_files
from statusgen.outputs.calendar import calendar_group
from statusgen.outputs.embedding_example import example_files
from statusgen.outputs.feeds import feed_groups
from statusgen.outputs.file_group import FileGroup
from statusgen.outputs.redirects import record_redirects, redirect_files
from statusgen.outputs.templates import Templates

__all__ = [
    "ApiPage",
    "api_page",
    "current_files",
    "published_files",
    "record_files",
    "settled_groups",
]


def published_files(view: View, templates: Templates) -> Mapping[str, bytes]:
    """Feeds, calendars, badges, the API, the alert bar and redirects: all that is no single record's."""
    settled = {path: data for group in settled_groups(view) for path, data in group.make().items()}
    return {**settled, **current_files(view, templates, api_page(view))}


def settled_groups(view: View) -> Iterator[FileGroup]:
    """The files of `published_files` that follow from some records alone, not made yet."""
    yield from feed_groups(view)
    yield calendar_group(view)


def current_files(view: View, templates: Templates, api: ApiPage) -> Mapping[str, bytes]:
    """Those that tell the state at the moment, or are made in no time; `api` is the page of `view`."""
    return {
        **redirect_files(view),
        **badge_files(view),
        **alert_bar_files(view, templates),
        **example_files(view, templates),
        **api_files(view, api),
    }


def record_files(view: View, facts: IncidentFacts, page: ApiPage | None = None) -> Mapping[str, bytes]:
    """What is published for one record beside its page: its file in the API, and redirects from its old addresses.

    `page` is that of `view`: give it where there are many records.
    """
    return {**record_redirects(view, facts), **record_api_files(view, facts, page)}
