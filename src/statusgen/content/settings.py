"""The settings of a site: those of statusgen, and what it needs of MkDocs' own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from statusgen.model import Component, Settings
from statusgen.problems import Problem

__all__ = ["SiteConfig", "read_settings"]


class SiteConfig(Struct, frozen=True, kw_only=True):
    """What `mkdocs.yml` says, as far as it could be read."""

    path: Path
    is_read: bool = True
    """False when nothing of the file could be read, and all below is the default."""
    name: str = ""
    url: str = ""
    """With a trailing slash; empty if unset."""
    description: str | None = None
    language: str = "en"
    docs_dir: Path = Path("docs")
    site_dir: Path = Path("site")
    custom_dir: Path | None = None
    settings: Settings = field(default_factory=Settings)
    components: Sequence[Component] = ()

    def shown(self, file: Path) -> str:
        """`file` as problems name it: relative to where the settings were named from."""
        return file.as_posix()

    def relative(self, file: Path) -> str:
        """`file` relative to the directory of the settings, with forward slashes."""
        return Path(os.path.relpath(file, self.path.parent)).as_posix()


def read_settings(path: Path) -> tuple[SiteConfig, list[Problem]]:
    """The settings in `path`, and every fault in them; a faulty part keeps its default."""
    # Late: who keeps settings, see `stored_settings`, needs neither YAML nor pydantic to have them again.
    from statusgen.content.settings_reader import settings_in

    config, problems, _ = settings_in(path)
    return config, problems
