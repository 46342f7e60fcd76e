"""Incidents as bytes: what crosses from one process to another, and what a cache keeps.

The bytes are data (MessagePack), never code. They hold the names of the fields, so that those of another version are
refused or read rightly; whoever keeps them on a disk guards them against damage with a checksum.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

import msgspec

from statusgen.model import Incident
from statusgen.problems import Problem

__all__ = [
    "FileReading",
    "decode_incidents",
    "decode_known",
    "decode_readings",
    "digest_of",
    "encode_incidents",
    "encode_known",
    "encode_readings",
]

T = TypeVar("T")
_DIGEST_BYTES = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class FileReading:
    """What was read from one file below `content/incidents/`."""

    digest: bytes = b""
    """Of the file's bytes; empty if they could not be read, or if nobody asked."""
    key: bytes = b""
    """What the incident is known by, whenever the digest is there."""
    is_known: bool = False
    """Whether the incident was known before: then it may be left out."""
    incident: Incident | None = None
    problems: tuple[Problem, ...] = ()


_encoder = msgspec.msgpack.Encoder()
_incidents = msgspec.msgpack.Decoder(list[Incident])
_known = msgspec.msgpack.Decoder(dict[bytes, Incident])
_readings = msgspec.msgpack.Decoder(list[FileReading])


def digest_of(data: bytes) -> bytes:
    """What stands for `data`: other bytes have another digest."""
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()


def encode_incidents(incidents: Sequence[Incident]) -> bytes:
    """`incidents` as bytes; raises ValueError for a text that is no Unicode, such as some file names."""
    return _encoder.encode(incidents)


def decode_incidents(data: bytes) -> Sequence[Incident]:
    """The incidents in `data`, equal to those that were encoded; raises ValueError if it holds anything else."""
    return _decoded(_incidents, data)


def encode_known(known: Mapping[bytes, Incident]) -> bytes:
    """Incidents by the key of their file, as `Reading.reusable` has them."""
    return _encoder.encode(known)


def decode_known(data: bytes) -> Mapping[bytes, Incident]:
    """What `read_site` takes as `known`; raises ValueError if `data` holds anything else."""
    return _decoded(_known, data)


def encode_readings(readings: Sequence[FileReading]) -> bytes:
    """`readings` as bytes; raises ValueError for a text that is no Unicode."""
    return _encoder.encode(readings)


def decode_readings(data: bytes) -> Sequence[FileReading]:
    """The readings in `data`; raises ValueError if it holds anything else."""
    return _decoded(_readings, data)


def _decoded(decoder: msgspec.msgpack.Decoder[T], data: bytes) -> T:
    # Everything that is decoded stays: looking for garbage among it takes four times as long as the decoding.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise ValueError(f"holds no stored incidents: {error}") from error
    finally:
        if was_enabled:
            gc.enable()
