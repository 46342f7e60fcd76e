"""What is published now, and what of it the last build knows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.outputs.paths import SEARCH_INDEX_FOLDER
from statusgen.publishing.manifest import Manifest
from statusgen.publishing.stage import Stamp, files_below

__all__ = ["Published", "walked"]


def walked(target: Path) -> dict[str, Stamp]:
    """The stamps of the files in `target`; none if there is no such directory."""
    return files_below(str(target)) if target.is_dir() else {}


class Published(Struct, frozen=True, kw_only=True):
    """The files of the directory that is published."""

    target: Path
    stamps: Mapping[str, Stamp]
    """What is hidden at the top is somebody else's, such as `.git`, but for what a build has put there."""

    @classmethod
    def found(
        cls, stamps: Mapping[str, Stamp], target: Path, last: Manifest, *, has_index: bool
    ) -> Published:
        """With the `stamps` of what is in `target`; `has_index` if the search has an index of its own there."""
        stamps = dict(stamps)
        if has_index:
            # It is put there after everything else.
            for path in [path for path in stamps if path.startswith(SEARCH_INDEX_FOLDER)]:
                del stamps[path]
        for path in (path for path in last.files if path.startswith(".")):
            with suppress(OSError):
                status = os.lstat(target / path)
                stamps[path] = (status.st_size, status.st_mtime_ns)
        return cls(target=target, stamps=stamps)

    def intact(self, last: Manifest) -> Manifest:
        """As much of the `last` build as is there as it was."""
        if not self.stamps:
            return Manifest()
        if last.files.items() <= self.stamps.items():
            return last  # which is nearly always so, and shorter to find out
        files = dict(last.files.items() & self.stamps.items())
        records, groups = last.records.items(), last.groups.items()
        return replace(
            last,
            files=files,
            records={slug: record for slug, record in records if all(path in files for path in record.files)},
            pages={path: page for path, page in last.pages.items() if path in files},
            groups={name: group for name, group in groups if all(path in files for path in group.files)},
        )

    def differs(self, path: str, place: str) -> bool:
        """Whether the file that waits at `place` for `path` is not published as it is already."""
        there = self.stamps.get(path)
        if there is None or there[0] != os.stat(place).st_size:
            return True
        return Path(self.target, path).read_bytes() != Path(place).read_bytes()
