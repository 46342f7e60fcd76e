"""Our own templates are compiled once, and what was kept of that is used only where it is right and whole."""

from __future__ import annotations

import gettext
import sys
from pathlib import Path

import pytest

from statusgen.outputs.templates import Templates
from statusgen.outputs.words import Words

STALE = {"built_at": "2026-11-20T14:30:00Z", "stale_after": 10800}
STALE_TEMPLATE = "stale.html"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory in which Python keeps what it compiles, empty as yet."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept"


def _files(folder: Path) -> list[Path]:
    """The templates there; modules that were imported meanwhile may lie beside them."""
    return sorted(folder.rglob("bytecode-*"))


def test_a_template_of_ours_is_kept_compiled(kept: Path) -> None:
    """Where Python keeps the modules of the program; nothing is written a second time."""
    printed = Templates.load("en").render(STALE_TEMPLATE, **STALE)
    (file,) = _files(kept)
    assert (file.parent.name, file.suffix) == ("outputs", ".pyc")
    before = file.stat()
    assert Templates.load("en").render(STALE_TEMPLATE, **STALE) == printed
    assert file.stat() == before


@pytest.mark.parametrize("length", [0, 10, 40, -1], ids="{} bytes".format)
def test_what_is_damaged_is_made_again(length: int, kept: Path) -> None:
    """A file that was cut short is passed over and replaced."""
    printed = Templates.load("en").render(STALE_TEMPLATE, **STALE)
    (file,) = _files(kept)
    whole = file.read_bytes()
    file.write_bytes(whole[:length])
    assert Templates.load("en").render(STALE_TEMPLATE, **STALE) == printed
    assert file.read_bytes() == whole


def test_a_sites_own_template_is_never_kept(kept: Path, tmp_path: Path) -> None:
    """It comes before ours, and its code stands nowhere."""
    own = tmp_path / "theme" / "statusgen"
    own.mkdir(parents=True)
    (own / STALE_TEMPLATE).write_text("ours", encoding="utf-8")
    Templates.load("en").render(STALE_TEMPLATE, **STALE)
    before = _files(kept)
    assert Templates.load("en", [tmp_path / "theme"]).render(STALE_TEMPLATE, **STALE) == "ours"
    assert _files(kept) == before


def test_words_of_a_catalogue_are_not_kept(kept: Path) -> None:
    """They become a part of the code, which another site must not print."""

    class Loud(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    loud = Templates.in_words(Words(Loud())).render(STALE_TEMPLATE, **STALE)
    assert _files(kept) == []
    assert Templates.load("en").render(STALE_TEMPLATE, **STALE) != loud
    assert Templates.in_words(Words(Loud())).render(STALE_TEMPLATE, **STALE) == loud


def test_where_python_may_not_write_templates_are_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that stands in a directory of the system works for everybody."""
    (tmp_path / "kept").write_text("a file, no directory", encoding="utf-8")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert "2026-11-20T14:30:00Z" in Templates.load("en").render(STALE_TEMPLATE, **STALE)


def test_python_may_be_told_to_keep_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONDONTWRITEBYTECODE means templates too."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    Templates.load("en").render(STALE_TEMPLATE, **STALE)
    assert _files(kept) == []
