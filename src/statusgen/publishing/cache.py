"""What one build leaves for the next: data that may be deleted, cut short or damaged at any time."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from statusgen import __version__

__all__ = ["Cache"]

T = TypeVar("T")

_HEAD = f"statusgen {__version__} cache 1\n".encode()
_CHECKSUM_BYTES = 16
_LEFT_SECONDS = 3600
"""Nobody writes one file for so long."""


class Cache(Struct, frozen=True):
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
        self._remove_left(name)
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

    def _remove_left(self, name: str) -> None:
        """Removes what was left where somebody ended a build while it wrote."""
        for left in self.directory.glob(f"{name}.*"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                    left.unlink()


def _checksum(body: bytes | memoryview) -> bytes:
    return blake2b(body, digest_size=_CHECKSUM_BYTES).digest()
