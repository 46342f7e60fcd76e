"""Digests of all that a build rests on besides its records: the program, the theme, the settings, the site's own files.

They cover contents and never times: a fresh checkout gives every file a new time.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path

import statusgen
from statusgen.content.settings import SiteConfig
from statusgen.content.site import Reading
from statusgen.derive.uptime import midnight
from statusgen.derive.view import View
from statusgen.outputs.search import is_searched_in_full
from statusgen.outputs.templates import theme_dir

__all__ = ["digest", "reads_elsewhere", "record_ground", "shell_key"]

_ENV = re.compile(rb"!ENV\s+(?:\[([^\]]*)\]|(\S+))")
_NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*")
_INHERIT = re.compile(rb"^INHERIT:\s*['\"]?([^'\"#\r\n]+)", re.MULTILINE)
_READS_ELSEWHERE = (b"snippets", b"pymdownx.b64", b"build_date_utc", b"hooks:", b"mdx_include", b"!relative")
"""What lets MkDocs print something that is neither in the settings nor below their directories."""


def digest(*parts: bytes) -> bytes:
    """16 bytes that stand for `parts`, in this order and with these borders."""
    total = blake2b(digest_size=16)
    for part in parts:
        total.update(len(part).to_bytes(8, "little"))
        total.update(part)
    return total.digest()


def record_ground(view: View, overrides: Sequence[Path], frames: object) -> bytes:
    """Covers what the pages of all records have in common: program, templates, words, settings, frames."""
    site = view.site
    facts = (
        *(
            site.name,
            site.url,
            site.description,
            site.language,
            site.content_dir,
            site.settings,
            site.components,
        ),
        [health.is_retired for health in view.components.values()],
        [day is None or midnight(day) <= view.now for day in (part.since for part in site.components)],
        min((incident.updates[0].at for incident in site.incidents), default=None),
        is_searched_in_full(view),
    )
    templates = [part for place in overrides for part in _contents(place / "statusgen")]
    return digest(_program(), repr(facts).encode(), *templates, repr(frames).encode())


def shell_key(reading: Reading, now: datetime) -> bytes | None:
    """Covers all from which MkDocs makes the shell of a site at `now`; None if that cannot be told."""
    config = reading.config
    if reads_elsewhere(config):
        return None
    settings = [path.read_bytes() for path in _settings_files(config.path)]
    overrides = _contents(config.custom_dir) if config.custom_dir else []
    return digest(
        _program(),
        *_contents(theme_dir()),
        *settings,
        *map(_environment, settings),
        *(lesson.slug.encode() for lesson in reading.site.postmortems if lesson.published <= now),
        *_contents(config.docs_dir, _is_no_incident, follow=True),
        *overrides,
    )


def reads_elsewhere(config: SiteConfig) -> bool:
    """Whether a page may show a file that is neither in the settings nor a page or a picture of the site's own."""
    settings = (path.read_bytes() for path in _settings_files(config.path))
    overrides = _contents(config.custom_dir) if config.custom_dir else []
    return any(word in text for text in (*settings, *overrides) for word in _READS_ELSEWHERE)


def _is_no_incident(path: str) -> bool:
    return not (path.startswith("incidents/") and path.endswith(".md"))


def _settings_files(path: Path, depth: int = 0) -> Iterator[Path]:
    yield path
    for name in _INHERIT.findall(path.read_bytes()) if depth < 10 else ():
        parent = path.parent / os.fsdecode(name.strip())
        if parent.is_file():
            yield from _settings_files(parent, depth + 1)


def _environment(text: bytes) -> bytes:
    """The variables that settings name, with their values."""
    names = {name for match in _ENV.findall(text) for part in match for name in _NAME.findall(part)}
    return repr([(name, os.environ.get(name.decode())) for name in sorted(names)]).encode()


@cache
def _program() -> bytes:
    """Covers the code that makes pages: statusgen's own, and every installed package by its version."""
    installed = sorted(
        name
        for place in sys.path
        if "-packages" in place and os.path.isdir(place)
        for name in os.listdir(place)
        if name.endswith((".dist-info", ".egg-info"))
    )
    code = _contents(Path(statusgen.__file__).parent, lambda path: path.endswith((".py", ".mo")))
    return digest(
        sys.version.encode(), *map(os.fsencode, installed), *code, *_contents(theme_dir() / "statusgen")
    )


def _contents(
    directory: Path, is_wanted: Callable[[str], bool] = bool, *, follow: bool = False
) -> list[bytes]:
    """The path and the content of every wanted file below `directory`, in the same order everywhere."""
    found: list[bytes] = []
    for folder, folders, names in os.walk(directory, followlinks=follow):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        base = os.path.relpath(folder, directory).replace(os.sep, "/")
        prefix = "" if base == "." else f"{base}/"
        for name in sorted(names):
            if is_wanted(prefix + name):
                found += (os.fsencode(prefix + name), Path(folder, name).read_bytes())
    return found
