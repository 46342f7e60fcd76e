"""Files come into place one by one, in an order in which no link is dead at any moment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from statusgen.publishing.placing import Placement, PlacingFailure, place
from statusgen.publishing.stage import files_below


def _page(*links: str) -> str:
    return "<!doctype html>" + "".join(f'<a href="{link}">x</a>' for link in links)


class Site:
    """A published site, and the files that wait to be published."""

    def __init__(self, root: Path, there: Mapping[str, str], wanted: Mapping[str, str]) -> None:
        self.target = root / "site"
        self.aside = root / "aside"
        self.aside.mkdir()
        self.wanted = wanted
        waiting = {}
        for number, (path, text) in enumerate(wanted.items()):
            waiting[path] = str(root / f"waiting-{number}")
            Path(waiting[path]).write_text(text, encoding="utf-8")
        for path, text in there.items():
            (self.target / path).parent.mkdir(parents=True, exist_ok=True)
            (self.target / path).write_text(text, encoding="utf-8")
        known = files_below(str(self.target))
        self.placement = Placement(
            target=str(self.target), waiting=waiting, there=known, vanishing=known.keys() - wanted.keys()
        )

    def contents(self) -> dict[str, str]:
        """What is published."""
        return {
            path.relative_to(self.target).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.target.rglob("*"))
            if path.is_file()
        }


CASES = {
    "two new pages that link to each other": (
        {"index.html": _page()},
        {
            "index.html": _page("incidents/a/", "incidents/b/"),
            "incidents/a/index.html": _page("../b/", "../../"),
            "incidents/b/index.html": _page("../a/", "../../"),
        },
    ),
    "two pages that linked to each other vanish": (
        {
            "index.html": _page("a/", "b/"),
            "a/index.html": _page("../b/"),
            "b/index.html": _page("../a/"),
        },
        {"index.html": _page()},
    ),
    "a file becomes a directory": ({"index.html": _page(), "a": "x"}, {"index.html": _page(), "a/b": "y"}),
    "a directory becomes a file": ({"index.html": _page(), "a/b": "y"}, {"index.html": _page(), "a": "x"}),
    "everything is new": ({"old.txt": ""}, {"index.html": _page("x/y/z/"), "x/y/z/index.html": _page("../")}),
}


@pytest.mark.parametrize("name", CASES)
def test_in_the_end_there_is_what_was_wanted(name: str, tmp_path: Path) -> None:
    """And nothing else: no file, no empty directory."""
    there, wanted = CASES[name]
    site = Site(tmp_path, there, wanted)
    place(site.placement, str(site.aside))
    assert site.contents() == dict(sorted(wanted.items()))
    assert not [path for path in site.target.rglob("*") if path.is_dir() and not any(path.iterdir())]


@pytest.mark.parametrize(
    "name", ["two new pages that link to each other", "two pages that linked to each other vanish"]
)
def test_no_link_is_dead_meanwhile(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at before and after each file."""
    site = Site(tmp_path, *CASES[name])
    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        files = site.contents()
        for path, html in files.items():
            for link in html.split('href="')[1:]:
                folder = (Path("/site") / path).parent / link.partition('"')[0] / "index.html"
                assert os.path.normpath(folder).removeprefix("/site/") in files, (path, link)

    for name_of in ("replace", "unlink"):
        real = getattr(os, name_of)

        def watched(*arguments: str, real: object = real) -> None:
            look()
            real(*arguments)  # type: ignore[operator]
            look()

        monkeypatch.setattr(os, name_of, watched)
    place(site.placement, str(site.aside))
    assert looks >= 4


def test_a_disk_that_refuses_half_way_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in place stays, and the caller hears that it is not all."""
    site = Site(tmp_path, {"index.html": _page()}, {"index.html": _page(), "a.txt": "a", "b.txt": "b"})
    real, count = os.replace, 0

    def failing(source: str, target: str) -> None:
        nonlocal count
        count += 1
        if count == 2:
            raise OSError(30, "Read-only file system", source, None, target)
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(PlacingFailure, match=r"b\.txt: Read-only file system"):
        place(site.placement, str(site.aside))
    assert site.contents()["a.txt"] == "a"
