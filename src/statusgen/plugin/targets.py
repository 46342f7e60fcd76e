"""Files that statusgen publishes itself: MkDocs needs to know them only so that texts can link to them."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

__all__ = ["add_targets", "replace_file"]


class _Target(File):
    """A file that is written elsewhere."""

    def is_documentation_page(self) -> bool:
        """Not for MkDocs to render, whatever its name."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leaves it to whoever publishes it."""


def add_targets(files: Files, published: Iterable[tuple[str, str]], config: MkDocsConfig) -> None:
    """Makes `files` know, for links, each source path and the path at which that is published."""
    for source, path in published:
        target = _Target.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        target.dest_uri = path
        replace_file(files, target)


def replace_file(files: Files, file: File) -> None:
    """Puts `file` in place of the one with the same source, if there is one."""
    there = files.get_file_from_path(file.src_uri)
    if there is not None:
        files.remove(there)
    files.append(file)
