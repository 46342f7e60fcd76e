"""What else takes part in a build: other plugins, and texts that link to records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from posixpath import join, normpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

__all__ = ["foreign_plugins", "linked_sources", "watching_plugins"]

_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_SITE_EVENTS = ("config", "pre_build", "files", "nav", "env")
_FILE_EVENTS = ("pre_template", "template_context", "post_template", "post_build")
_OURS = ("statusgen.", "material.plugins.search.", "mkdocs.contrib.search")
_LINK = re.compile(r"[\w./-]*(?:incidents|history)/[\w./-]+\.md")


def foreign_plugins(config: MkDocsConfig) -> Sequence[str]:
    """The names of plugins, ours and the search aside, that want to see every page, or each file as it is written."""
    return _strangers(config, (*_PAGE_EVENTS, *_FILE_EVENTS))


def watching_plugins(config: MkDocsConfig) -> Sequence[str]:
    """The names of those that may look at the content as a whole."""
    return _strangers(config, _SITE_EVENTS)


def _strangers(config: MkDocsConfig, events: Sequence[str]) -> Sequence[str]:
    found: dict[str, None] = {}
    for event in events:
        for method in config.plugins.events.get(event, []):
            owner = getattr(method, "__self__", None)
            module = type(owner).__module__ if owner is not None else method.__module__
            if not f"{module}.".startswith(_OURS):
                found[module] = None
    return list(found)


def linked_sources(files: Files) -> frozenset[str]:
    """The records and pages of the history to which a page that MkDocs renders may link, if they are there.

    MkDocs must know them to resolve the links.
    """
    found = set()
    for file in files.documentation_pages():
        folder = str(PurePosixPath(file.src_uri).parent)
        for target in _LINK.findall(file.content_string):
            found.add(normpath(join(folder, target)))
    return frozenset(found)
