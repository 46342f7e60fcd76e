"""Many files, read in several processes at once."""

from __future__ import annotations

import os
from collections.abc import Sequence

from msgspec.structs import replace

from statusgen.content.record_reader import RecordReader
from statusgen.content.stored import FileReading, decode_readings, encode_readings
from statusgen.processes import in_processes

__all__ = ["read_files"]

_FEW = 300
"""Below this many files a second process costs more than it saves."""


def read_files(reader: RecordReader, files: Sequence[str], processes: int) -> list[FileReading]:
    """What stands in each of `files`, read in up to `processes` processes."""
    if processes < 2 or len(files) < _FEW:
        return [reader.read(file) for file in files]
    parent = os.getpid()
    own: list[FileReading] = []

    def read(indices: Sequence[int]) -> bytes:
        readings = [reader.read(files[index]) for index in indices]
        if os.getpid() == parent:
            own.extend(readings)
            return b""
        return _encoded(readings)

    sent = in_processes(read, range(len(files)), processes)
    found = [FileReading()] * len(files)
    for offset, data in enumerate(sent):
        found[offset::processes] = _decoded(reader, files[offset::processes], data) if offset else own
    return found


def _encoded(readings: Sequence[FileReading]) -> bytes:
    """What a child sends: an incident that is known is known to its parent as well."""
    unknown = [replace(reading, incident=None) if reading.is_known else reading for reading in readings]
    try:
        return encode_readings(unknown)
    except ValueError:
        return b""


def _decoded(reader: RecordReader, files: Sequence[str], data: bytes) -> list[FileReading]:
    """The readings of `files` that a child sent; those that it could not write down are read again."""
    if not data:
        return [reader.read(file) for file in files]
    return list(map(reader.completed, files, decode_readings(data)))
