"""Settings as bytes, which a cache keeps: while their files stay as they are, nobody needs to read them again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from statusgen import __version__
from statusgen.content.settings import SiteConfig
from statusgen.content.stored import digest_of
from statusgen.problems import Problem

__all__ = ["settings_with_store"]


class _Stored(Struct, frozen=True, kw_only=True):
    """Settings in which nothing was wrong, and all that they follow from."""

    version: str
    config: SiteConfig
    files: Mapping[str, bytes]
    """A digest of each file that was read, by its path."""
    environment: Mapping[str, str | None]
    """The variables that were looked up, and what they held."""


def settings_with_store(path: Path, stored: bytes) -> tuple[SiteConfig, list[Problem], bytes]:
    """What `read_settings` returns, and bytes to be given as `stored` the next time; empty if there are problems.

    `stored` may be anything: what does not hold the settings that stand in `path` now is passed over.
    """
    found = _decoded(stored) if stored else None
    if found is not None and found.config.path == path and _is_current(found):
        return replace(found.config, components=tuple(found.config.components)), [], stored
    # Late: it needs YAML and pydantic.
    from statusgen.content.settings_reader import settings_in

    config, problems, tree = settings_in(path)
    if problems:
        return config, problems, b""
    files = {name: digest_of(data) for name, data in tree.files.items()}
    return config, problems, _encoded(config, files, tree.environment)


def _is_current(found: _Stored) -> bool:
    if found.version != __version__ or any(os.environ.get(n) != v for n, v in found.environment.items()):
        return False
    try:
        return all(digest_of(Path(name).read_bytes()) == digest for name, digest in found.files.items())
    except OSError:
        return False


def _encoded(config: SiteConfig, files: Mapping[str, bytes], environment: Mapping[str, str | None]) -> bytes:
    stored = _Stored(version=__version__, config=config, files=files, environment=environment)
    try:
        return msgspec.msgpack.encode(stored, enc_hook=str)
    except ValueError:
        # A path, or a variable, that is no Unicode.
        return b""


def _decoded(data: bytes) -> _Stored | None:
    def path_of(kind: type, value: Any) -> Any:
        return Path(value) if kind is Path else value

    try:
        return msgspec.msgpack.decode(data, type=_Stored, dec_hook=path_of)
    except (msgspec.MsgspecError, ValueError, TypeError):
        return None
