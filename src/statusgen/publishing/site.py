"""A whole site, from what was read to files in their place: only what has changed is made, and written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from statusgen.derive.view import view_of
from statusgen.outputs.pages.page import PageMaker
from statusgen.outputs.pages.site_pages import overviews
from statusgen.outputs.paths import source_path
from statusgen.outputs.publication import api_page
from statusgen.outputs.templates import Templates
from statusgen.publishing.current import WrittenCurrent, write_current
from statusgen.publishing.errands import Errands, Sent
from statusgen.publishing.failure import NoShell, faults_as_failure
from statusgen.publishing.fill import Ahead, Filling, fill
from statusgen.publishing.grounds import record_ground, shell_key
from statusgen.publishing.keeping import Keeping
from statusgen.publishing.manifest import KeptShell, Manifest
from statusgen.publishing.placing import Placement, place
from statusgen.publishing.published import Published, walked
from statusgen.publishing.records import FEW, RecordWriter, kept_records, record_keys
from statusgen.publishing.shell import Drawing, Shell, framed
from statusgen.publishing.site_build import Built, SiteBuild
from statusgen.publishing.stage import Stage, Stamp, Writer, files_below

__all__ = ["build_site"]


class _Walked(Struct):
    """What another process has seen in the directory that is published."""

    stamps: dict[str, Stamp] | None = None
    """None if there is a name that cannot be told as text."""


class _Drawn(Struct):
    """What another process has drawn."""

    shell: Shell | None
    messages: list[str]


def build_site(build: SiteBuild) -> Built:
    """Builds, and puts every changed file into `build.target`, unless the site is fresh.

    Nothing is touched before everything is complete. Raises BuildFailure, and OSError when a file cannot be
    read or written.
    """
    return _Building(build).run()


class _Building:
    """One build. Where the site is large, other processes do what need not wait: what is that, `run` tells in order."""

    def __init__(self, build: SiteBuild) -> None:
        self.build = build
        config = build.reading.config
        self.overrides = [config.custom_dir] if config.custom_dir else []
        self.keeping = Keeping(build)
        self.drawn, self.tree, self.flat = (build.work / name for name in ("drawn", "new", "changed"))
        for folder in (self.drawn, self.tree, self.flat):
            folder.mkdir()
        self.changes = Stage(str(self.tree), str(self.flat))

    def run(self) -> Built:
        build = self.build
        is_large = build.processes > 1 and len(build.reading.site.incidents) >= FEW
        with Errands(pay=is_large) as errands:
            is_there = build.target.is_dir()
            # Ten thousand directories take as long to look through as their records to think about.
            walk = errands.send(self._walked, _Walked, otherwise=_Walked()) if is_there else None
            last = self.keeping.last()
            drawing = None if last.shell else self._sent_drawing(errands)
            key = shell_key(build.reading, build.now) if build.cache else None
            kept = self.keeping.shell(key, last)
            if not kept:
                drawing = drawing or self._sent_drawing(errands)
            with self._faults():
                self.maker = self._page_maker()
                self.overviews, self.api = list(overviews(self.maker)), api_page(self.maker.view)
                self.ahead = Ahead(overviews=self.overviews, api=self.api)
                written = self._sent_current(errands, kept.shell) if kept and is_there else None
                has_keys = build.cache and self.maker.templates.are_settled
                self.keys = record_keys(self.maker, build.reading.sources) if has_keys else {}
                stamps = walk.result().stamps if walk else None
            self.published = Published.found(
                walked(build.target) if stamps is None else stamps,
                build.target,
                last,
                has_index=build.reading.site.settings.full_text_search is not None,
            )
            self.is_fresh = not self.published.stamps and not build.stays
            self.stage = Stage(str(self.tree)) if self.is_fresh else self.changes
            before = self.published.intact(last)
            self.rest = (last, before)
            if not before.records:
                self.keeping.begin(errands)
            if kept and self._is_usable(kept.shell, before):
                ahead = replace(self.ahead, written=written.result if written else None)
                return self._built(key, before, _framing(kept.shell), [], ahead)
            if written:
                written.end()
            return self._built(key, before, *self._drawing(before, drawing))

    def _faults(self) -> AbstractContextManager[None]:
        return faults_as_failure(self.build.reading.config.path.absolute().parent)

    def _page_maker(self) -> PageMaker:
        reading = self.build.reading
        templates = Templates.load(reading.site.language, self.overrides)
        return PageMaker(view_of(reading.site, self.build.now), templates)

    def _walked(self) -> _Walked:
        return _Walked(walked(self.build.target))

    def _is_usable(self, shell: Shell, before: Manifest) -> bool:
        view = self.maker.view
        sources: set[str] = set()
        if shell.linked:
            sources |= {source_path(facts, view.site) for facts in view.records}
            sources |= {overview.source for overview in self.overviews}
        is_same = all((source in sources) == was_there for source, was_there in shell.linked.items())
        return is_same and all(path in before.files for path in shell.files)

    def _sent_current(self, errands: Errands, shell: Shell) -> Sent[WrittenCurrent] | None:
        return errands.send(partial(self._written_current, shell), WrittenCurrent)

    def _written_current(self, shell: Shell) -> WrittenCurrent:
        """Writes what tells the moment of the build into a shell that was kept."""
        writer = Writer(self.changes, str(self.build.target))
        with self._faults():
            return write_current(self.maker, self.overviews, self.api, _framing(shell), writer)

    def _sent_drawing(self, errands: Errands) -> Sent[_Drawn] | None:
        # A file that MkDocs copies may have a name that is no text.
        return errands.send(self._drawn, _Drawn, otherwise=_Drawn(None, []))

    def _drawn(self) -> _Drawn:
        """A new shell, drawn in a process of its own; none if that is of no use."""
        with self._faults():
            maker = self._page_maker()
        try:
            drawing, messages = self.build.draw_shell(self.drawn, maker, True)
        except NoShell:
            drawing, messages = None, []
        return _Drawn(drawing.shell if drawing and drawing.is_framed else None, messages)

    def _drawing(
        self, before: Manifest, drawn: Sent[_Drawn] | None
    ) -> tuple[Drawing | None, list[str], Ahead]:
        """A new shell, messages, and what was made meanwhile."""
        ahead = self.ahead
        if drawn:
            ahead = self._made_ahead(before, drawn)
            with self._faults():
                told = drawn.result()
            if told.shell:
                return _framing(told.shell), told.messages, ahead
            # A template that makes each page its own, or another plugin: drawing goes on in this process.
            for folder in (self.drawn, self.tree):
                shutil.rmtree(folder)
                folder.mkdir()
            self.stage = Stage(self.stage.tree, self.stage.flat)
            ahead = replace(ahead, data={})
        return *self.build.draw_shell(self.drawn, self.maker, False), ahead

    def _made_ahead(self, before: Manifest, drawn: Sent[_Drawn]) -> Ahead:
        """What needs no shell, as long as that is being drawn."""
        with self._faults():
            kept = kept_records(self.maker, self.keys, before.records)
            wanted = [index for index in range(len(self.maker.view.records)) if index not in kept]
            writer = RecordWriter(self.maker, self.api, self.stage)
            data = writer.write_data(wanted, enough=lambda: drawn.is_done)
            return replace(self.ahead, data=data)

    def _built(
        self,
        key: bytes | None,
        before: Manifest,
        drawing: Drawing | None,
        messages: Sequence[str],
        ahead: Ahead,
    ) -> Built:
        build = self.build
        if drawing is None:
            paths = files_below(str(self.drawn), hidden=True)
            return self._placed(set(paths), self._taken_over(paths), messages, None)
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
            target="" if self.is_fresh else str(build.target),
            keys=self.keys if drawing.is_framed else {},
            sources=build.reading.sources if drawing.is_framed else {},
            ahead=ahead,
        )
        with self._faults():
            manifest, changed = fill(filling)
        waiting = {path: self.stage.place_of(path) for path in changed}
        # What MkDocs has copied gives way to what was made.
        copied = [path for path in drawing.shell.files if path not in manifest.files]
        waiting |= self._taken_over([path for path in copied if os.path.lexists(self.drawn / path)])
        shell_files = {}
        for path in copied:
            status = os.lstat(waiting.get(path) or build.target / path)
            shell_files[path] = (status.st_size, status.st_mtime_ns)
        shell = (
            KeptShell(key=key, shell=drawing.shell) if key and drawing.is_framed and not messages else None
        )
        manifest = replace(
            manifest,
            shell=shell.key if shell else b"",
            ground=ground,
            files={**shell_files, **manifest.files},
        )
        notes = [*messages, *(f"note: {note}" for note in drawing.notes)]
        return self._placed(set(manifest.files), waiting, notes, (manifest, shell))

    def _taken_over(self, paths: Collection[str]) -> dict[str, str]:
        """Where those of the drawn files `paths` wait that are not published as they are already."""
        if not self.is_fresh:
            differs, drawn = self.published.differs, self.drawn
            return {path: place for path in paths if differs(path, place := f"{drawn}/{path}")}
        for path in paths:
            goal = self.tree / path
            goal.parent.mkdir(parents=True, exist_ok=True)
            (self.drawn / path).replace(goal)
        return {path: f"{self.tree}/{path}" for path in paths}

    def _placed(
        self,
        wanted: Collection[str],
        waiting: Mapping[str, str],
        messages: Sequence[str],
        kept: tuple[Manifest, KeptShell | None] | None,
    ) -> Built:
        keep = self.keeping.completed(kept)
        if not self.is_fresh:
            aside = self.build.work / "aside"
            aside.mkdir()
            there = self.published.stamps
            place(
                Placement(
                    target=str(self.build.target),
                    waiting=waiting,
                    there=there,
                    vanishing=there.keys() - set(wanted),
                ),
                str(aside),
            )
        return Built(files=len(wanted), messages=messages, is_fresh=self.is_fresh, keep=keep, rest=self)


def _framing(shell: Shell) -> Drawing:
    return Drawing(shell=shell, draw=framed(shell), is_framed=True)
