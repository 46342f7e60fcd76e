"""Reading again: what is known is not parsed, and the site that is read is the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from tests.content.summaries import problem_lines

from statusgen.content.site import Reading, read_site
from statusgen.model import Incident
from statusgen.processes import processors

CASES = Path(__file__).resolve().parent.parent / "cases" / "reading"
NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
TOP = """\
site_name: Shop
site_url: https://status.example.com/
docs_dir: content
plugins: [{statusgen: {components: [{id: checkout, name: Checkout}, {id: api, name: API}], timezone: UTC}}]
"""
RECORD = "---\ntitle: A\ncomponents: [checkout]\n---\n\n## Resolved - 2026-11-20 14:05\n\nText.\n"
SITES = ["a-whole-site", *sorted(file.parent.name for file in CASES.glob("*/problems.txt"))]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def _read(**arguments: object) -> Reading:
    return read_site(Path("mkdocs.yml"), NOW, **arguments)  # type: ignore[arg-type]  # named below


def _same(one: Reading, other: Reading) -> bool:
    return (one.site, list(one.problems)) == (other.site, list(other.problems))


@pytest.mark.parametrize("name", SITES)
def test_a_site_that_is_known_reads_as_one_that_is_new(name: str) -> None:
    """The same records, and the same problems in the same places, those between files included."""
    shutil.copytree(CASES / name, "site", dirs_exist_ok=True)
    shutil.copytree("site", ".", dirs_exist_ok=True)
    shutil.rmtree("site")
    Path("content").mkdir(exist_ok=True)
    if not Path("mkdocs.yml").exists():
        shutil.copy(CASES / "mkdocs.yml", ".")
    fresh, first = _read(), _read(known={})
    kept = msgspec.msgpack.encode(first.reusable)
    again = _read(known=msgspec.msgpack.decode(kept, type=dict[bytes, Incident]))
    assert _same(first, fresh)
    assert _same(again, fresh)
    assert (again.sources, again.reusable) == (first.sources, first.reusable)


class Lookups(dict[bytes, object]):
    """What is known, and how many of the questions for it were answered."""

    answered = 0

    def get(self, key: bytes, default: object = None) -> object:
        """The incident of `key`."""
        self.answered += key in self
        return super().get(key, default)


def _answered(known: Lookups) -> int:
    known.answered = 0
    _read(known=known)
    return known.answered


def _edit() -> None:
    _write("content/incidents/a.md", RECORD.replace("Text", "Test"))


def _move() -> None:
    Path("content/incidents/2026").mkdir()
    Path("content/incidents/a.md").rename("content/incidents/2026/a.md")


def _settings(old: str, new: str) -> Callable[[], None]:
    return lambda: _write("mkdocs.yml", TOP.replace(old, new))


@pytest.mark.parametrize(
    ("change", "answers"),
    [
        pytest.param(lambda: None, 1, id="nothing"),
        pytest.param(lambda: Path("content/incidents/a.md").touch(), 1, id="the-time-of-the-file"),
        pytest.param(_settings("Checkout", "Till"), 1, id="the-name-of-a-component"),
        pytest.param(_edit, 0, id="a-letter"),
        pytest.param(_move, 0, id="the-place-of-the-file"),
        pytest.param(_settings("timezone: UTC", "timezone: Europe/Paris"), 0, id="the-time-zone"),
        pytest.param(_settings("id: api", "id: app"), 0, id="the-id-of-a-component"),
    ],
)
def test_a_record_is_known_as_long_as_nothing_that_it_is_made_from_has_changed(
    change: Callable[[], None], answers: int
) -> None:
    """A fresh checkout changes the time of every file; the path, the zone and the ids are part of what a file means."""
    _write("mkdocs.yml", TOP)
    _write("content/incidents/a.md", RECORD)
    known = Lookups(_read(known={}).reusable)
    change()
    assert _answered(known) == answers
    assert _same(_read(known=known), _read())


def test_a_record_with_a_problem_is_never_known() -> None:
    """So its problem is told each time."""
    _write("mkdocs.yml", TOP)
    _write("content/incidents/a.md", RECORD.replace("title: A", "title: A\nstarts: 2026-11-20 14:00"))
    _write("content/incidents/b.md", RECORD)
    reading = _read(known={})
    assert [incident.slug for incident in reading.site.incidents] == ["a", "b"]
    assert [incident.slug for incident in reading.reusable.values()] == ["b"]


def test_each_file_that_was_read_has_a_digest() -> None:
    """Whoever publishes sees by it what has changed; without a store nothing is hashed."""
    _write("mkdocs.yml", TOP)
    _write("content/incidents/a.md", RECORD)
    _write("content/incidents/b.md", RECORD)
    _write("content/about.md", "About us.\n")
    _write("content/logo.svg", "<svg/>")
    sources = _read(known={}).sources
    assert set(sources) == {"incidents/a.md", "incidents/b.md", "about.md"}
    assert sources["incidents/a.md"] == sources["incidents/b.md"] != sources["about.md"]
    assert not _read().sources


@pytest.mark.skipif(processors() == 1, reason="this machine has one processor, or cannot fork")
def test_two_processes_read_what_one_does() -> None:
    """In the same order, with the same problems, whatever is known, and whatever a file is called."""
    _write("mkdocs.yml", TOP)
    for number in range(400):
        text = (
            RECORD.replace("14:05", f"14:05:{number % 60:02}")
            if number % 7
            else RECORD.replace("title", "tilte")
        )
        _write(f"content/incidents/a-{number}.md", text)
    one = _read(known={})
    two = _read(known={}, processes=2)
    assert problem_lines(one.problems)
    assert _same(one, two)
    assert (two.sources, two.reusable) == (one.sources, one.reusable)
    some = dict(list(one.reusable.items())[::3])
    assert _same(one, _read(known=some, processes=2))
    _write("content/incidents/\udcff/b.md", RECORD)
    assert _same(_read(), _read(known=some, processes=2))
    assert len(_read(known={}).reusable) == len(one.reusable)
