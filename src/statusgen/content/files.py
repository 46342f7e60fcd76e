"""The files below a site's content directory: their names, and which of them are records."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from msgspec import Struct

from statusgen.content.settings import SiteConfig
from statusgen.problems import Problem

__all__ = ["INCIDENTS", "POSTMORTEMS", "ContentFolder", "content_files", "is_record"]

INCIDENTS = "incidents"
POSTMORTEMS = "postmortems"
_OTHER_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd")
_CAPITAL_ENDINGS = (".MD", ".Md", ".mD")


class ContentFolder(Struct, frozen=True):
    """The content directory under each of its names; each is what stands before a file's path in it."""

    disk: str
    """For opening a file."""
    shown: str
    """As problems name it."""
    source: str
    """Relative to the directory of the settings, with forward slashes."""

    @classmethod
    def of(cls, config: SiteConfig) -> ContentFolder:
        """The content directory of `config`."""
        # Paths leave out `.`: what stands before a name is known only with a name behind it.
        docs_dir = config.docs_dir
        source = PurePosixPath(config.relative(docs_dir), "_")
        return cls(
            disk=str(docs_dir / "_")[:-1], shown=config.shown(docs_dir / "_")[:-1], source=str(source)[:-1]
        )


def content_files(config: SiteConfig) -> tuple[set[str], list[Problem]]:
    """The path of every file below the content directory, relative to it, with forward slashes."""
    problems: list[Problem] = []
    found: set[str] = set()
    if not config.is_read:
        return found, problems
    if not config.docs_dir.is_dir():
        message = "the content directory does not exist"
        hint = "create it, or set docs_dir in mkdocs.yml to the directory that holds incidents/"
        problems.append(Problem(path=config.shown(config.docs_dir), message=message, hint=hint))
        return found, problems

    def unreadable(error: OSError) -> None:
        where = config.shown(Path(error.filename))
        problems.append(Problem(path=where, message=f"cannot be read: {error.strerror}"))

    # MkDocs follows links to directories too: a record behind one must not be lost.
    for folder, folders, names in os.walk(config.docs_dir, onerror=unreadable, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [name for name in folders if _leads_back(Path(folder, name))]:
            folders.remove(name)
            where = config.shown(Path(folder, name))
            message = "is a link to a directory that it stands in"
            problems.append(Problem(path=where, message=message, hint="delete the link"))
        base = os.path.relpath(folder, config.docs_dir).replace(os.sep, "/")
        prefix = "" if base == "." else f"{base}/"
        found.update(f"{prefix}{name}" for name in names if not name.startswith("."))
    return found, problems


def _leads_back(folder: Path) -> bool:
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def is_record(file: str, shown: str, problems: list[Problem]) -> bool:
    """Whether `file`, in one of the directories of records, is one.

    One whose ending another tool would take for markdown is a problem; `shown` is how problems name it.
    """
    is_markdown = file.endswith(".md")
    if is_markdown and not file.startswith(f"{POSTMORTEMS}/"):
        return True
    path = PurePosixPath(file)
    if path.suffix.lower() in _OTHER_ENDINGS or path.suffix in _CAPITAL_ENDINGS:
        hint = f"rename it to {path.stem}.md"
        problems.append(Problem(path=shown, message=f"the ending {path.suffix} is not read", hint=hint))
        return False
    if not path.suffix or path.name.lower().endswith(".md.txt"):
        hint = f"rename it to {path.name.removesuffix(path.suffix).removesuffix('.md')}.md"
        message = "a record ends in .md, and is not read without"
        problems.append(Problem(path=shown, message=message, hint=hint))
        return False
    if is_markdown and len(path.parts) > 2:
        message = "postmortems stand directly in the directory postmortems"
        problems.append(Problem(path=shown, message=message, hint="move the file up"))
        return False
    return is_markdown
