"""Readings as bytes, which cross from one process to another.

The bytes are data (MessagePack), never code, and whatever does not hold readings is refused.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from hashlib import blake2b

import msgspec

from statusgen.model import Incident
from statusgen.problems import Problem

__all__ = ["FileReading", "decode_readings", "digest_of", "encode_readings"]

_DIGEST_BYTES = 16


class FileReading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What was read from one file below `content/incidents/`."""

    digest: bytes = b""
    """Of the file's bytes; empty if they could not be read, or if nobody asked."""
    is_known: bool = False
    """Whether the incident was known before: then it may be left out."""
    incident: Incident | None = None
    has_links: bool = False
    """Whether a text of the incident may link to something within the site."""
    problems: tuple[Problem, ...] = ()


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[FileReading])


def digest_of(data: bytes) -> bytes:
    """What stands for `data`: other bytes have another digest."""
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()


def encode_readings(readings: Sequence[FileReading]) -> bytes:
    """`readings` as bytes; raises ValueError for a text that is no Unicode, such as some file names."""
    return _encoder.encode(readings)


def decode_readings(data: bytes) -> Sequence[FileReading]:
    """The readings in `data`, equal to those that were encoded; raises ValueError if it holds anything else."""
    # Everything that is decoded stays: looking for garbage among it takes four times as long as the decoding.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise ValueError(f"holds no readings: {error}") from error
    finally:
        if was_enabled:
            gc.enable()
