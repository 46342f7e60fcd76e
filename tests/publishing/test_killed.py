"""A build that is killed at any moment leaves whole files and live links, and the next one finishes its work."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from tests.publishing.changing_site import BEGIN, TEXTS, ChangingSite, Record

MOMENTS = 25
"""At random, and as many between one file and the next while they are put in place."""

_LINK = re.compile(r'(?:href|src)="([^"#?:]+)(?:[#?][^"]*)?"')


class Change:
    """A site before a change and after it, and the change itself."""

    def __init__(self, root: Path) -> None:
        self.shop = ChangingSite(root / "before")
        for number in range(4):
            self.shop.put(_record(f"2026-11-0{number + 2}-old", number))
        self.shop.build()
        self.before = _contents(self.shop.site)
        shutil.copytree(self.shop.source, root / "kept", symlinks=True)
        self.kept = root / "kept"
        self.make()
        self.after = _contents(self.shop.clean_build())
        self.placed = sum(self.before.get(path) != content for path, content in self.after.items())

    def make(self) -> None:
        """Three records that are neighbours appear, two that were vanish, one changes, and so does every frame."""
        for number in range(2):
            self.shop.drop(self.shop.records[f"2026-11-0{number + 2}-old"])
        for number in range(3):
            self.shop.put(_record(f"2026-11-1{number}-new", number + 8))
        changed = self.shop.records["2026-11-04-old"]
        changed.title = "Another title"
        self.shop.put(changed)
        self.shop.settings["copyright"] = "The shop"
        self.shop.write_settings()
        # Where a directory was needed a file is now.
        self.shop.write("content/terms.md", "# Terms\n")

    def restore(self) -> None:
        """What was published before, and its cache, with the changed source."""
        for name in ("site", ".cache"):
            shutil.rmtree(self.shop.source / name, ignore_errors=True)
            # With the times of the files: they tell the build what is still as it was.
            shutil.copytree(self.kept / name, self.shop.source / name, symlinks=True)


def _record(slug: str, days: int) -> Record:
    record = Record(slug, "incident", "checkout", BEGIN - timedelta(days=20 - days))
    record.updates = [
        ("Investigating", record.begin, TEXTS[0]),
        ("Resolved", record.begin + timedelta(hours=1), TEXTS[3]),
    ]
    return record


@pytest.fixture(scope="module")
def change(tmp_path_factory: pytest.TempPathFactory) -> Change:
    """A change to be built again and again."""
    return Change(tmp_path_factory.mktemp("killed"))


def _in_child(work: Callable[[], object]) -> int:
    """The id of a new process that does `work`."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def _killed_after(change: Change, seconds: float) -> None:
    """Begins to build, and kills the build after `seconds`."""
    pid = _in_child(change.shop.build)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _killed_while_placing(change: Change, files: int) -> bool:
    """Begins to build, and kills the build before it puts the file number `files` in place; False if it had fewer."""

    def build() -> None:
        replace, count = os.replace, 0

        def counting(source: str, target: str) -> None:
            nonlocal count
            if str(target).startswith(str(change.shop.site)):
                if count == files:
                    os.kill(os.getpid(), signal.SIGKILL)
                count += 1
            replace(source, target)

        os.replace = counting  # type: ignore[assignment]
        change.shop.build()

    _, status = os.waitpid(_in_child(build), 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def _contents(site: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def _dead_links(files: Mapping[str, bytes]) -> Iterator[str]:
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        for link in _LINK.findall(content.decode()):
            place = link if link.startswith("/") else join("/", dirname(path), link)
            target = normpath(place).lstrip("/")
            if target not in files and normpath(join(target, "index.html")) not in files:
                yield f"{path}: {link}"


def _torn(change: Change, files: Mapping[str, bytes]) -> list[str]:
    """The files that are neither what was published before nor what comes after, and no whole page."""
    return [
        path
        for path, content in files.items()
        if content not in (change.before.get(path), change.after.get(path))
        and not (content.strip().startswith(b"<!doctype html>") and content.strip().endswith(b"</html>"))
    ]


def _check(change: Change) -> None:
    found = _contents(change.shop.site)
    assert _torn(change, found) == []
    assert list(_dead_links(found)) == []
    change.shop.build()
    assert _contents(change.shop.site) == change.after
    left = [path.name for path in change.shop.source.iterdir() if path.name.startswith(".")]
    assert left == [".cache"]


def test_the_links_of_the_site_are_all_alive(change: Change) -> None:
    """Before the change, and after: else nothing would follow from a killed build."""
    assert list(_dead_links(change.before)) == []
    assert list(_dead_links(change.after)) == []
    assert change.before.keys() - change.after.keys()
    assert change.after.keys() - change.before.keys()


@pytest.mark.parametrize("number", range(MOMENTS))
def test_killed_at_a_random_moment(change: Change, number: int) -> None:
    """However far it had come."""
    change.restore()
    _killed_after(change, random.Random(number).uniform(0.02, 0.6))  # noqa: S311  # no secret
    _check(change)


@pytest.mark.parametrize("part", range(MOMENTS))
def test_killed_between_two_files(change: Change, part: int) -> None:
    """Also when it is in the middle of putting files in place."""
    change.restore()
    assert _killed_while_placing(change, part * change.placed // MOMENTS)
    _check(change)
