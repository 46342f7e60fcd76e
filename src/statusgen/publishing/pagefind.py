"""Runs Pagefind (https://pagefind.app), which makes the index of the full-text search, as a command.

Nothing is ever downloaded: a site that wants the search installs it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

__all__ = [
    "ENTRY",
    "INSTALL_HINT",
    "SELECTORS",
    "PagefindFailure",
    "find_pagefind",
    "require_pagefind",
    "run_pagefind",
]

ENTRY = "pagefind-entry.json"
"""The file that names all others of an index."""
INSTALL_HINT = "npm install pagefind (beside mkdocs.yml), or pip install 'pagefind[bin]' (beside statusgen)"
# What stands in the text of a page and tells nobody anything there.
SELECTORS = (
    *(".sg-neighbours", ".sg-permalink", ".sg-crumbs", ".sg-ago", ".sg-next", ".sg-marks", ".sg-when"),
    *(".sg-update-head p", ".sg-chip-state", ".headerlink"),
)
_PATIENCE_SECONDS = 600


class PagefindFailure(Exception):
    """There is no index; the text says why, and a second line may say what to do."""


def find_pagefind(site: Path) -> Sequence[str]:
    """The words that begin its command: the one of the site, whose settings stand in `site`, before any other.

    Raises PagefindFailure if it is nowhere.
    """
    # As `npx --no-install` finds it, without the time that this takes.
    own = shutil.which("pagefind", path=str(site.resolve() / "node_modules" / ".bin"))
    if own:
        return [own]
    # The Python package can be there without the program.
    if find_spec("pagefind") and (find_spec("pagefind_bin") or find_spec("pagefind_bin_extended")):
        return [sys.executable, "-m", "pagefind"]
    anywhere = shutil.which("pagefind")
    if anywhere:
        return [os.path.abspath(anywhere)]
    raise PagefindFailure(f"Pagefind is not installed\n    hint: {INSTALL_HINT}")


def require_pagefind(site: Path) -> None:
    """Raises PagefindFailure unless it is there and runs."""
    _run([*find_pagefind(site), "--version"], site)


def run_pagefind(command: Sequence[str], pages: Path, output: Path) -> None:
    """Writes the index of the site in `pages` into the directory `output`; raises PagefindFailure."""
    excluded = [word for selector in SELECTORS for word in ("--exclude-selectors", selector)]
    places = ["--site", str(pages), "--output-path", str(output)]
    output.mkdir()
    # There, no settings of Pagefind's own can lie about.
    _run([*command, *places, *excluded, "--quiet"], output)
    if not (output / ENTRY).is_file():
        raise PagefindFailure("Pagefind wrote no index")


def _run(words: Sequence[str], directory: Path) -> None:
    # Late, because few sites run it.
    import subprocess

    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603  # the program that the site has asked for
            words,
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except OSError as error:
        raise PagefindFailure(f"Pagefind cannot be started: {words[0]}: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise PagefindFailure(f"Pagefind took longer than {_PATIENCE_SECONDS // 60} minutes") from None
    if done.returncode:
        told = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        # The same sentence comes more than once.
        last = list(dict.fromkeys(told))[-3:] or ["it said nothing"]
        raise PagefindFailure(f"Pagefind failed with exit status {done.returncode}: {'; '.join(last)}")
