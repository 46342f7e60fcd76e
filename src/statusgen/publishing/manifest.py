"""What a build has put into a directory, and from what it was made: kept, so that the next one knows what may stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from statusgen.publishing.shell import Shell
from statusgen.publishing.stage import Stamp

__all__ = ["KeptGroup", "KeptPage", "KeptRecord", "KeptShell", "Manifest"]


class KeptRecord(Struct, frozen=True, kw_only=True):
    """What was made of a record, and from what."""

    key: bytes
    """Covers everything that its files show of this record and of others."""
    files: tuple[str, ...]
    """The page first; relative to the site's root."""
    search: str
    """Its entry in the search index, as JSON; empty if there is none."""


class KeptPage(Struct, frozen=True, kw_only=True):
    """What was made of a page about many records, and from what."""

    key: bytes
    """Covers everything that it shows of records."""
    modified: date
    """When it last changed, for the sitemap."""


class KeptGroup(Struct, frozen=True, kw_only=True):
    """Files that are no pages, and from what they were made."""

    key: bytes
    """Covers all that they show of records."""
    files: tuple[str, ...]


class Manifest(Struct, frozen=True, kw_only=True):
    """What a build has put into a directory."""

    shell: bytes = b""
    """The key of the shell in which it was made; empty if none was kept."""
    ground: bytes = b""
    """Covers everything that all pages have in common: where it differs, no page may stay."""
    files: Mapping[str, Stamp] = field(default_factory=dict)
    records: Mapping[str, KeptRecord] = field(default_factory=dict)
    """By slug."""
    pages: Mapping[str, KeptPage] = field(default_factory=dict)
    """The pages about many records that do not move with time, by the path of their file."""
    groups: Mapping[str, KeptGroup] = field(default_factory=dict)
    """The same of files that are no pages, by the name of their group."""


class KeptShell(Struct, frozen=True, kw_only=True):
    """A shell, and a key that covers all from which it was made."""

    key: bytes
    shell: Shell
