"""The files below `content/incidents/`, read, or recognised as read before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from io import FileIO
from typing import Protocol

from statusgen import __version__
from statusgen.content.files import ContentFolder
from statusgen.content.incidents import read_incident
from statusgen.content.stored import FileReading, digest_of
from statusgen.model import Incident
from statusgen.problems import Problem

__all__ = ["Known", "RecordReader", "bytes_of", "key_seed"]


class Known(Protocol):
    """Incidents that were read before, by the key of their file; a dict is one."""

    def get(self, key: bytes, /) -> Incident | None:
        """The incident of the file with `key`; None if it is unknown."""


def key_seed(components: Collection[str], timezone: str | None) -> bytes:
    """What stands for all that decides what a file means, apart from its bytes and its path."""
    return digest_of("\0".join([__version__, timezone or "", *sorted(components)]).encode())


def bytes_of(path: str) -> bytes:
    """The bytes of the file at `path`; raises OSError."""
    with FileIO(path) as file:
        return file.read()


@dataclass(frozen=True, kw_only=True)
class RecordReader:
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
        return digest_of(self.seed + digest + file.encode(errors="surrogateescape"))

    def read(self, file: str) -> FileReading:
        """What stands in `file`."""
        try:
            data = bytes_of(self.folder.disk + file)
        except OSError as error:
            problem = Problem(path=self.folder.shown + file, message=f"cannot be read: {error.strerror}")
            return FileReading(problems=(problem,))
        digest = key = b""
        if self.known is not None:
            digest = digest_of(data)
            key = self.key(file, digest)
            known = self.known.get(key)
            if known is not None:
                return FileReading(digest=digest, key=key, is_known=True, incident=known)
        read, problems = read_incident(
            data,
            path=self.folder.shown + file,
            source=self.folder.source + file,
            components=self.components,
            timezone=self.timezone,
        )
        return FileReading(digest=digest, key=key, incident=read.incident, problems=tuple(problems))

    def completed(self, reading: FileReading) -> FileReading:
        """`reading` with its incident, if that is known and was left out."""
        if not reading.is_known or self.known is None:
            return reading
        return replace(reading, incident=self.known.get(reading.key))
