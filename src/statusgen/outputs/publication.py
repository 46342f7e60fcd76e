"""Everything that is published beside the pages, by its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

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

__all__ = ["ApiPage", "api_page", "published_files", "published_groups", "record_files"]


def published_files(view: View, templates: Templates) -> Mapping[str, bytes]:
    """Feeds, calendars, badges, the API, the alert bar and redirects: all that is no single record's."""
    return {path: data for group in published_groups(view, templates) for path, data in group.make().items()}


def published_groups(view: View, templates: Templates) -> Iterator[FileGroup]:
    """The files of `published_files`, not made yet."""
    yield from feed_groups(view)
    yield calendar_group(view)
    yield FileGroup(name="state", make=partial(_state_files, view, templates))


def _state_files(view: View, templates: Templates) -> Mapping[str, bytes]:
    """What tells the state at the moment, or is made in no time."""
    return {
        **redirect_files(view),
        **badge_files(view),
        **alert_bar_files(view, templates),
        **example_files(view, templates),
        **api_files(view, api_page(view)),
    }


def record_files(view: View, facts: IncidentFacts, page: ApiPage | None = None) -> Mapping[str, bytes]:
    """What is published for one record beside its page: its file in the API, and redirects from its old addresses.

    `page` is that of `view`: give it where there are many records.
    """
    return {**record_redirects(view, facts), **record_api_files(view, facts, page)}
