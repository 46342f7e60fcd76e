"""What a build leaves for the next is data that is trusted only when it is whole and of this version."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.publishing.cache import Cache
from statusgen.publishing.manifest import KeptRecord, Manifest

MANIFEST = Manifest(
    shell=b"\x00" * 16,
    files={"index.html": (5, 1_700_000_000_000_000_001)},
    records={"a-slug": KeptRecord(key=b"k", files=("incidents/a-slug/index.html",), search='{"title":"ä"}')},
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An empty cache."""
    return Cache.beside(tmp_path / "mkdocs.yml")


def test_what_was_kept_is_found_again(cache: Cache) -> None:
    """Equal, and in a directory that nobody commits by accident."""
    cache.save("site", MANIFEST)
    assert cache.load("site", Manifest) == MANIFEST
    assert (cache.directory / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert [path.name for path in sorted(cache.directory.iterdir())] == [".gitignore", "site"]


def test_nothing_is_found_where_nothing_was_kept(cache: Cache) -> None:
    """A missing directory is no fault."""
    assert cache.load("site", Manifest) is None


@pytest.mark.parametrize("cut", [0, 1, 10, 30, 60, -1])
def test_what_is_cut_short_counts_for_nothing(cache: Cache, cut: int) -> None:
    """A disk that was full, a download that broke off."""
    cache.save("site", MANIFEST)
    file = cache.directory / "site"
    file.write_bytes(file.read_bytes()[:cut])
    assert cache.load("site", Manifest) is None


def test_one_wrong_bit_anywhere_counts_for_nothing(cache: Cache) -> None:
    """Head, checksum or content: no byte is without guard."""
    cache.save("site", MANIFEST)
    file = cache.directory / "site"
    data = file.read_bytes()
    for place in range(len(data)):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        assert cache.load("site", Manifest) is None


def test_something_else_under_the_name_counts_for_nothing(cache: Cache) -> None:
    """Also when its checksum is right."""
    cache.save("site", ["another", "shape"])
    assert cache.load("site", Manifest) is None
    (cache.directory / "other").mkdir()
    assert cache.load("other", Manifest) is None


def test_who_reads_meanwhile_never_sees_a_half(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value takes the place of the old one when it is complete, and a failure leaves the old one."""
    cache.save("site", MANIFEST)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        cache.save("site", Manifest())
    assert cache.load("site", Manifest) == MANIFEST
    assert [path.name for path in sorted(cache.directory.iterdir())] == [".gitignore", "site"]
