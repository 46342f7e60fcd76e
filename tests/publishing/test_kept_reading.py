"""Of a reading in which little is new only that is written; what was kept is never more than a way to save time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.content.site import Reading, read_site
from statusgen.publishing.cache import Cache
from statusgen.publishing.kept_reading import KeptReading

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
RECORD = """\
---
title: Slow search {number}
components: {{search: degraded_performance}}
---

## Resolved - 2026-{month:02}-{day:02} 10:00 UTC

It is fast again.
"""
Write = Callable[..., Path]


def _record(number: int) -> tuple[str, str]:
    text = RECORD.format(number=number, month=1 + number // 28, day=1 + number % 28)
    return f"content/incidents/slow-{number}.md", text


@pytest.fixture
def site(write_site: Write) -> Path:
    """A site of 30 records."""
    return write_site(dict(map(_record, range(30))))


def _read(site: Path, kept: KeptReading) -> Reading:
    reading = read_site(site / "mkdocs.yml", NOW, known=kept, stored_settings=kept.settings)
    assert not reading.problems
    return reading


def _kept(cache: Cache, site: Path) -> Reading:
    kept = KeptReading.load(cache)
    reading = _read(site, kept)
    kept.keep(cache, reading)
    return reading


def test_one_new_record_is_kept_beside_the_others(site: Path) -> None:
    """What was kept of ten thousand is not written again for one, and the next reading knows them all."""
    cache = Cache.beside(site / "mkdocs.yml")
    _kept(cache, site)
    before = (cache.directory / "records").stat()
    for number in (30, 31):
        name, text = _record(number)
        (site / name).write_text(text, encoding="utf-8")
        assert _kept(cache, site).has_learnt
        assert (cache.directory / "records").stat() == before
    kept = KeptReading.load(cache)
    assert (len(kept.records), len(kept.added)) == (30, 2)
    again = _read(site, kept)
    assert not again.has_learnt
    assert again.site == _read(site, KeptReading()).site


def test_when_much_is_new_all_is_written_again(site: Path) -> None:
    """So the part that is written each time stays small."""
    cache = Cache.beside(site / "mkdocs.yml")
    _kept(cache, site)
    name, text = _record(30)
    (site / name).write_text(text, encoding="utf-8")
    _kept(cache, site)
    for number in range(31, 300):
        name, text = _record(number)
        (site / name).write_text(text, encoding="utf-8")
    _kept(cache, site)
    kept = KeptReading.load(cache)
    assert (len(kept.records), len(kept.added)) == (300, 0)


@pytest.mark.parametrize("name", ["records", "records-added", "settings"])
@pytest.mark.parametrize("data", [b"", b"garbage", None])
def test_any_part_may_be_damaged_or_gone(site: Path, name: str, data: bytes | None) -> None:
    """Then that part is read again, and kept again."""
    cache = Cache.beside(site / "mkdocs.yml")
    _kept(cache, site)
    new, text = _record(30)
    (site / new).write_text(text, encoding="utf-8")
    expected = _kept(cache, site)
    file = cache.directory / name
    file.unlink()
    if data is not None:
        file.write_bytes(data)
    reading = _kept(cache, site)
    assert reading.site == expected.site
    kept = KeptReading.load(cache)
    assert kept.settings == expected.stored_settings
    assert not _read(site, kept).has_learnt
