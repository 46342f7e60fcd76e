"""A whole site, from what was read to files in their place: only what has changed is made, and written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import msgspec

from statusgen.content.site import Reading
from statusgen.derive.view import view_of
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.paths import SEARCH_INDEX_FOLDER, source_path
from statusgen.outputs.templates import Templates
from statusgen.processes import beside
from statusgen.publishing.cache import Cache
from statusgen.publishing.failure import NoShell, faults_as_failure
from statusgen.publishing.fill import FEW, Filling, Report, fill, record_keys
from statusgen.publishing.grounds import digest, record_ground, shell_key
from statusgen.publishing.manifest import KeptShell, Manifest
from statusgen.publishing.others import Others, make_others
from statusgen.publishing.placing import Placement, place
from statusgen.publishing.shell import Drawing, Shell, framed
from statusgen.publishing.stage import Stage, Stamp, files_below

__all__ = ["Built", "DrawShell", "SiteBuild", "build_site"]

DrawShell: TypeAlias = Callable[[Path, PageMaker, bool], tuple[Drawing | None, list[str]]]
"""Lets MkDocs write into a directory; returns what is to be filled, None if nothing is, and messages.

With True as third argument it raises NoShell at once where nothing would be left to be filled.
"""


class _Drawn(msgspec.Struct):
    """What another process has drawn."""

    shell: Shell | None
    messages: list[str]


@dataclass(frozen=True, kw_only=True)
class SiteBuild:
    """What is to be built, and where."""

    reading: Reading
    now: datetime
    draw_shell: DrawShell
    report: Report
    processes: int = 1
    target: Path
    """The directory that is published; its links are resolved."""
    work: Path
    """An empty directory on the same file system."""
    cache: Cache | None = None
    """None where nothing is to be kept."""
    stays: bool = False
    """Whether `target` itself has to stay, being the root of a file system: then files are moved into it."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """What has come of it."""

    files: int
    """How many files the site has."""
    messages: Sequence[str]
    is_fresh: bool
    """Whether the whole site waits in the directory `new` of the work directory, since there was none before."""
    keep: Callable[[], None] = field(default=lambda: None)
    """Leaves the next build what it needs; to be called when the site is in its place. Raises OSError."""

    def noted(self, note: str) -> Built:
        """The same with one more message."""
        return replace(self, messages=[*self.messages, note])


def build_site(build: SiteBuild) -> Built:
    """Builds, and puts every changed file into `build.target`, unless the site is fresh.

    Nothing is touched before everything is complete. Raises BuildFailure, and OSError when a file cannot be
    read or written.
    """
    return _Building(build).run()


class _Building:
    def __init__(self, build: SiteBuild) -> None:
        self.build = build
        config = build.reading.config
        self.overrides = [config.custom_dir] if config.custom_dir else []
        target = str(build.target) if build.target.is_dir() else ""
        if target and build.processes > 1 and len(build.reading.site.incidents) >= FEW:
            # Ten thousand directories take as long to look through as their records to think about.
            (self.maker, self.keys), there = beside(
                self._made, lambda: msgspec.msgpack.encode(files_below(target))
            )
            self.there = msgspec.msgpack.decode(there, type=dict[str, Stamp])
        else:
            self.maker, self.keys = self._made()
            self.there = files_below(target) if target else {}
        if build.reading.site.settings.full_text_search:
            # The index of the search is put there on its own, after everything else.
            index = [path for path in self.there if path.startswith(SEARCH_INDEX_FOLDER)]
            for path in index:
                del self.there[path]
        self.tree = build.work / "new"
        self.tree.mkdir()
        flat = build.work / "changed"
        flat.mkdir()
        self.is_fresh = not self.there and not build.stays
        self.stage = Stage(str(self.tree), "" if self.is_fresh else str(flat))
        self.name = f"site-{digest(os.fsencode(os.path.relpath(build.target, config.path.parent))).hex()}"

    def _made(self) -> tuple[PageMaker, dict[str, bytes]]:
        """What makes pages, and a key for each record."""
        build = self.build
        with faults_as_failure(build.reading.config.path.absolute().parent):
            templates = Templates.load(build.reading.site.language, self.overrides)
            maker = PageMaker(view_of(build.reading.site, build.now), templates)
        return maker, record_keys(maker, build.reading.sources) if build.cache else {}

    def run(self) -> Built:
        build = self.build
        key = shell_key(build.reading, self.maker.view) if build.cache else None
        before = self._intact(key)
        drawing, messages, others = self._drawing(key, before)
        if drawing is None:
            waiting = {path: f"{self.tree}/{path}" for path in files_below(str(self.tree))}
            return self._placed(set(waiting), self._differing(waiting), messages, None)
        ground = record_ground(self.maker.view, self.overrides, drawing.shell.frames)
        if ground != before.ground:
            before = replace(before, records={}, pages={}, groups={})
        filling = Filling(
            maker=self.maker,
            drawing=drawing,
            stage=self.stage,
            report=build.report,
            processes=build.processes,
            before=before,
            target=str(build.target) if self.there else "",
            keys=self.keys if drawing.is_framed else {},
            sources=self.build.reading.sources if drawing.is_framed else {},
            others=others,
        )
        with faults_as_failure(build.reading.config.path.absolute().parent):
            manifest, changed = fill(filling)
        waiting = {path: self.stage.place_of(path) for path in changed}
        # What MkDocs has copied gives way to what was made.
        copied = [path for path in drawing.shell.files if path not in manifest.files]
        waiting |= self._differing({path: f"{self.tree}/{path}" for path in copied if self._is_drawn(path)})
        shell_files = {path: self._stamp(path, waiting) for path in copied}
        kept = KeptShell(key=key, shell=drawing.shell) if key and drawing.is_framed and not messages else None
        manifest = replace(
            manifest, shell=kept.key if kept else b"", ground=ground, files={**shell_files, **manifest.files}
        )
        notes = [*messages, *(f"note: {note}" for note in drawing.notes)]
        return self._placed(set(manifest.files), waiting, notes, (manifest, kept))

    def _intact(self, key: bytes | None) -> Manifest:
        """What the last build has put in place and what is still there as it was."""
        cache = self.build.cache
        last = cache.load(self.name, Manifest) if cache and self.there else None
        if last is None:
            return Manifest()
        files = dict(last.files.items() & self.there.items())
        records = {
            slug: record
            for slug, record in last.records.items()
            if all(path in files for path in record.files)
        }
        pages = {path: page for path, page in last.pages.items() if path in files}
        groups = {
            name: group for name, group in last.groups.items() if all(path in files for path in group.files)
        }
        return replace(
            last, shell=last.shell if key else b"", files=files, records=records, pages=pages, groups=groups
        )

    def _drawing(
        self, key: bytes | None, before: Manifest
    ) -> tuple[Drawing | None, list[str], Others | None]:
        """The shell that was kept, or a new one, messages, and what was made meanwhile."""
        build = self.build
        kept = build.cache.load("shell", KeptShell) if build.cache and key and key == before.shell else None
        if kept and kept.key == key and self._is_usable(kept.shell, before.files):
            return Drawing(shell=kept.shell, draw=framed(kept.shell), is_framed=True), [], None
        if build.processes > 1 and len(self.maker.view.records) >= FEW:
            found, others = self._drawn_beside()
            if found:
                return *found, others
        return *build.draw_shell(self.tree, self.maker, False), None

    def _drawn_beside(self) -> tuple[tuple[Drawing, list[str]] | None, Others]:
        """A new shell, drawn in another process while this one makes what needs none; None if that is no use."""

        def draw() -> bytes:
            try:
                drawing, messages = self.build.draw_shell(self.tree, self.maker, True)
            except NoShell:
                drawing, messages = None, []
            shell = drawing.shell if drawing and drawing.is_framed else None
            return msgspec.msgpack.encode(_Drawn(shell, messages))

        with faults_as_failure(self.build.reading.config.path.absolute().parent):
            others, data = beside(
                lambda: make_others(self.maker, self.keys, self.build.reading.sources, Manifest()), draw
            )
        drawn = msgspec.msgpack.decode(data, type=_Drawn)
        if drawn.shell is None:
            # A template that makes each page its own, or another plugin: drawing goes on in this process.
            shutil.rmtree(self.tree)
            self.tree.mkdir()
            return None, others
        return (Drawing(shell=drawn.shell, draw=framed(drawn.shell), is_framed=True), drawn.messages), others

    def _is_usable(self, shell: Shell, files: Mapping[str, Stamp]) -> bool:
        view = self.maker.view
        sources = {source_path(facts, view.site) for facts in view.records} if shell.linked else set()
        is_same = all((source in sources) == was_there for source, was_there in shell.linked.items())
        return is_same and all(path in files for path in shell.files)

    def _is_drawn(self, path: str) -> bool:
        return os.path.exists(f"{self.tree}/{path}")

    def _differing(self, waiting: Mapping[str, str]) -> dict[str, str]:
        """Those of the files `waiting` that are not published as they are already."""
        found = {}
        for path, place_of in waiting.items():
            there = self.there.get(path)
            same = there is not None and there[0] == os.stat(place_of).st_size
            if not same or Path(self.build.target, path).read_bytes() != Path(place_of).read_bytes():
                found[path] = place_of
        return found

    def _stamp(self, path: str, waiting: Mapping[str, str]) -> Stamp:
        if path not in waiting:
            return self.there[path]
        status = os.stat(waiting[path])
        return status.st_size, status.st_mtime_ns

    def _placed(
        self,
        wanted: set[str],
        waiting: Mapping[str, str],
        messages: list[str],
        kept: tuple[Manifest, KeptShell | None] | None,
    ) -> Built:
        def keep() -> None:
            cache = self.build.cache
            if cache is None or kept is None:
                return
            manifest, shell = kept
            if shell is not None and manifest.shell:
                cache.save("shell", shell)
            cache.save(self.name, manifest)

        if not self.is_fresh:
            aside = self.build.work / "aside"
            aside.mkdir()
            place(
                Placement(
                    target=str(self.build.target),
                    waiting=waiting,
                    there=self.there,
                    vanishing=self.there.keys() - wanted,
                ),
                str(aside),
            )
        return Built(files=len(wanted), messages=messages, is_fresh=self.is_fresh, keep=keep)
