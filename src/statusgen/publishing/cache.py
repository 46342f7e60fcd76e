"""What one build leaves for the next: data that may be deleted, cut short or damaged at any time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from statusgen import __version__
from statusgen.model import Incident
from statusgen.publishing.shell import Shell
from statusgen.publishing.stage import Stamp

__all__ = ["Cache", "KeptPage", "KeptRecord", "KeptShell", "Manifest", "keep_records", "known_records"]

T = TypeVar("T")

_HEAD = f"statusgen {__version__} cache 1\n".encode()
_CHECKSUM_BYTES = 16
_RECORDS = "records"


@dataclass(frozen=True, kw_only=True)
class KeptRecord:
    """What was made of a record, and from what."""

    key: bytes
    """Covers everything that its files show of this record and of others."""
    files: tuple[str, ...]
    """The page first; relative to the site's root."""
    search: str
    """Its entry in the search index, as JSON; empty if there is none."""


@dataclass(frozen=True, kw_only=True)
class KeptPage:
    """What was made of a page about many records, and from what."""

    key: bytes
    """Covers everything that it shows of records."""
    modified: date
    """When it last changed, for the sitemap."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
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


@dataclass(frozen=True, kw_only=True)
class KeptShell:
    """A shell, and a key that covers all from which it was made."""

    key: bytes
    shell: Shell


@dataclass(frozen=True)
class Cache:
    """A directory with one file for each thing that is kept."""

    directory: Path

    @classmethod
    def beside(cls, config_file: Path) -> Cache:
        """The cache of the site with these settings."""
        return cls(config_file.parent / ".cache" / "statusgen")

    def load(self, name: str, kind: type[T]) -> T | None:
        """What is kept under `name`; None if there is nothing that can be trusted."""
        try:
            data = (self.directory / name).read_bytes()
        except OSError:
            return None
        if not data.startswith(_HEAD):
            return None
        body = memoryview(data)[len(_HEAD) + _CHECKSUM_BYTES :]
        if data[len(_HEAD) : len(_HEAD) + _CHECKSUM_BYTES] != _checksum(body):
            return None
        try:
            return msgspec.msgpack.decode(body, type=kind)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return None

    def save(self, name: str, value: object) -> None:
        """Keeps `value` under `name`; raises OSError. Whoever reads meanwhile sees the one or the other."""
        body = msgspec.msgpack.encode(value)
        if not self.directory.is_dir():
            self.directory.mkdir(parents=True, exist_ok=True)
            # Whoever commits everything commits none of this.
            (self.directory / ".gitignore").write_text("*\n", encoding="utf-8")
        handle, waiting = tempfile.mkstemp(prefix=f"{name}.", dir=self.directory)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_HEAD + _checksum(body))
                file.write(body)
            Path(waiting).replace(self.directory / name)
        except BaseException:
            with suppress(OSError):
                Path(waiting).unlink()
            raise

    def forget(self, name: str) -> None:
        """Keeps nothing under `name` any more."""
        with suppress(OSError):
            (self.directory / name).unlink()


def _checksum(body: bytes | memoryview) -> bytes:
    return blake2b(body, digest_size=_CHECKSUM_BYTES).digest()


def known_records(cache: Cache) -> Mapping[bytes, Incident]:
    """The records that were read before, as `read_site` takes them."""
    return cache.load(_RECORDS, dict[bytes, Incident]) or {}


def keep_records(cache: Cache, records: Mapping[bytes, Incident]) -> None:
    """Keeps `records` for the next reading; raises OSError."""
    cache.save(_RECORDS, records)
