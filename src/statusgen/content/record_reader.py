"""The files below `content/incidents/`, read, or recognised as read before."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from statusgen import __version__
from statusgen.content.files import ContentFolder
from statusgen.content.incidents import read_incident
from statusgen.content.links import may_link_within
from statusgen.content.stored import FileReading, digest_of
from statusgen.model import Incident
from statusgen.problems import Problem

__all__ = ["Known", "RecordReader", "bytes_of", "key_seed"]

_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_MANY_BYTES = 1 << 16


class Known(Protocol):
    """Incidents that were read before, by the key of their file; a dict is one."""

    def get(self, key: bytes, /) -> Incident | None:
        """The incident of the file with `key`; None if it is unknown."""


def key_seed(components: Collection[str], timezone: str | None) -> bytes:
    """What stands for all that decides what a file means, apart from its bytes and its path."""
    return digest_of("\0".join([__version__, timezone or "", *sorted(components)]).encode())


def bytes_of(path: str) -> bytes:
    """The bytes of the file at `path`; raises OSError."""
    # `open` asks for more than is needed here, and takes half as long again.
    file = os.open(path, _READING)
    try:
        data = os.read(file, _MANY_BYTES)
        while more := os.read(file, _MANY_BYTES):
            data += more
        return data
    finally:
        os.close(file)


class RecordReader(Struct, frozen=True, kw_only=True):
    """Reads single files below the content directory."""

    folder: ContentFolder
    components: Collection[str]
    timezone: str | None
    seed: bytes
    known: Known | None
    """None if nobody keeps what is read: then nothing is hashed."""

    def key(self, file: str, digest: bytes) -> bytes:
        """What the incident in `file` is known by; `digest` is that of its bytes."""
        # A file's name need be no Unicode.
        return self.seed + digest + file.encode(errors="surrogateescape")

    def read(self, file: str) -> FileReading:
        """What stands in `file`."""
        digest = b""
        try:
            data = bytes_of(self.folder.disk + file)
        except OSError as error:
            problem = Problem(path=self.folder.shown + file, message=f"cannot be read: {error.strerror}")
            return FileReading(problems=(problem,))
        has_links = may_link_within(data)
        if self.known is not None:
            digest = digest_of(data)
            known = self.known.get(self.key(file, digest))
            if known is not None:
                return FileReading(digest=digest, is_known=True, incident=known, has_links=has_links)
        read, problems = read_incident(
            data,
            path=self.folder.shown + file,
            source=self.folder.source + file,
            components=self.components,
            timezone=self.timezone,
        )
        return FileReading(
            digest=digest, incident=read.incident, has_links=has_links, problems=tuple(problems)
        )

    def completed(self, file: str, reading: FileReading) -> FileReading:
        """`reading` of `file` with its incident, if that is known and was left out."""
        if not reading.is_known or self.known is None:
            return reading
        return replace(reading, incident=self.known.get(self.key(file, reading.digest)))
