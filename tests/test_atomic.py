"""Files appear complete or not at all, and what fails leaves everything as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.atomic import write_all, write_atomically


def content(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, hidden ones included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_new_and_changed_files_appear_together(tmp_path: Path) -> None:
    """Missing folders are made, and no draft stays behind."""
    (tmp_path / "a").write_bytes(b"old")
    write_all({tmp_path / "x" / "y" / "b": b"b", tmp_path / "c": b"c"}, {tmp_path / "a": b"new"})
    assert content(tmp_path) == {"a": b"new", "x/y/b": b"b", "c": b"c"}


def test_a_failure_takes_back_what_was_done(tmp_path: Path) -> None:
    """A changed file has its old content again, with its permissions; new folders are gone."""
    settings = tmp_path / "settings"
    settings.write_bytes(b"old")
    settings.chmod(0o640)
    (tmp_path / "taken").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        write_all(
            {tmp_path / "folder" / "b": b"b", tmp_path / "taken": b"mine"},
            {settings: b"new", tmp_path / "fresh": b"x"},
        )
    assert content(tmp_path) == {"settings": b"old", "taken": b"theirs"}
    assert settings.stat().st_mode & 0o777 == 0o640
    assert not (tmp_path / "folder").exists()


def test_an_interruption_takes_back_too(tmp_path: Path) -> None:
    """Whoever presses Ctrl-C finds no half of an import."""

    def interrupt(number: int) -> None:
        if number == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a" / "1": b"1", tmp_path / "a" / "2": b"2"}, {}, interrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is replaced, whether one file is written or several."""
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    write_all({tmp_path / "other": b"x"}, {tmp_path / "link": b"newer"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"newer"


def test_a_file_in_place_of_a_folder_is_named(tmp_path: Path) -> None:
    """The error says which one it is."""
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(OSError, match="file") as caught:
        write_atomically(tmp_path / "file" / "a", b"a")
    assert str(caught.value.filename).startswith(str(tmp_path / "file"))
    assert content(tmp_path) == {"file": b"x"}
