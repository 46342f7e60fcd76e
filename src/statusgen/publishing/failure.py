"""Why a build stopped, in words that lead to the place."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound

__all__ = ["BuildFailure", "NoShell", "faults_as_failure"]


class BuildFailure(Exception):
    """Something that the site adds, a template or a plugin, stopped the build; the text says why."""


class NoShell(BuildFailure):
    """Another plugin wants to see every page, so there is nothing that could be filled."""


@contextmanager
def faults_as_failure(site: Path) -> Iterator[None]:
    """Whatever the block raises, apart from OSError, becomes a BuildFailure; `site` is where the settings stand."""
    try:
        yield
    except BuildFailure:
        raise
    except Exception as error:  # hooks, other plugins and templates may raise anything
        if isinstance(error, OSError) and not isinstance(error, TemplateError):
            raise
        raise BuildFailure(_fault(error, site)) from None


def _fault(error: Exception, site: Path) -> str:
    """Where in a template, or in a file of the directory `site`, the fault is, and what it is."""
    places = [
        (frame.filename, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith((".html", ".xml"))
        or (Path(frame.filename).is_relative_to(site) and "site-packages" not in frame.filename)
    ]
    # Python and Jinja tell where a file cannot be parsed in the same way.
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if file and line:
        places.append((file, line))
    place = f"{os.path.relpath(places[-1][0])}:{places[-1][1]}: " if places else ""
    if isinstance(error, TemplateNotFound):
        return f"{place}there is no template `{error.name}`"
    if isinstance(error, TemplateError):
        return f"{place}{error.message}"
    if isinstance(error, RecursionError) and ".html:" in place:
        name = "original/statusgen/" + Path(places[-1][0]).name
        return f'{place}the template extends itself\n    hint: write {{% extends "{name}" %}}'
    hint = "mkdocs build --site-dir DIR shows the calls that led there"
    return f"{place}{type(error).__name__}: {error}\n    hint: {hint}"
