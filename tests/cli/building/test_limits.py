"""`statusgen build` on a machine that does not let it, or that stops it half way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.building.shop import (
    NOW,
    UNTOUCHED,
    settings,
    tree,
    write,
)

from statusgen.cli.workplace import workplace

Run = Callable[..., subprocess.CompletedProcess[str]]


def _obeying_permissions(*command: str) -> list[str]:
    """`command` as a user for whom a read-only directory is read-only, which it is not for root."""
    if os.geteuid() != 0:
        return list(command)
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is missing: install util-linux, or run the tests as somebody who is not root")
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}", *command]


@pytest.mark.parametrize(
    ("closed", "options", "said"),
    [
        (".", (), "site: Permission denied"),
        ("site", (), "site: is read-only"),
        (".", ("--site-dir", "public/status"), "public/status: Permission denied"),
    ],
    ids=["around the site", "the site itself", "around a new one"],
)
def test_a_read_only_directory_is_one_message(
    closed: str, options: tuple[str, ...], said: str, source: Path
) -> None:
    """It is told before anything is built."""
    before = tree(source)
    mode = (source / closed).stat().st_mode
    (source / closed).chmod(0o555)
    command = _obeying_permissions(sys.executable, "-m", "statusgen", "build", "--now", NOW, *options)
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    (source / closed).chmod(mode)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Error: {said}; {UNTOUCHED}"
    assert tree(source) == before


def test_a_file_that_cannot_be_written_whole_leaves_everything_as_it_was(source: Path) -> None:
    """A quota ends the build like a full disk: with the system's own word."""
    before = tree(source)
    command = f"ulimit -f 16; exec '{sys.executable}' -m statusgen build --now '{NOW}'"
    done = subprocess.run(["bash", "-c", command], cwd=source, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Error: site: File too large; {UNTOUCHED}"
    assert tree(source) == before


def _may_mount(place: Path, *, size: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "statusgen-test", str(place)]
    return os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if not _may_mount(place, size="12m"):
        pytest.skip("this machine lets us mount no disk: only the quota is tested")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_everything_as_it_was(source: Path, statusgen: Run, small_disk: Path) -> None:
    """Neither the old site nor the disk suffers."""
    site_dir = small_disk / "site"
    assert statusgen("build", "--now", NOW, "--site-dir", site_dir, cwd=source).returncode == 0
    (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free - 1_000_000))
    before = tree(small_disk)
    settings(source, "copyright: The Shop")  # so that every page changes
    done = statusgen("build", "--now", NOW, "--site-dir", site_dir, cwd=source)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Error: {site_dir}: No space left on device; {UNTOUCHED}"
    assert tree(small_disk) == before


def test_a_site_may_be_the_root_of_a_disk(source: Path, statusgen: Run, small_disk: Path) -> None:
    """It cannot be renamed, but its files can be replaced one by one."""
    for _ in range(2):
        done = statusgen("build", "--now", NOW, "--site-dir", small_disk, cwd=source)
        assert (done.returncode, done.stderr) == (0, "")
    assert (small_disk / "index.html").exists()
    assert not [path for path in small_disk.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 1), (signal.SIGTERM, 128 + signal.SIGTERM)], ids=["Ctrl-C", "kill"]
)
def test_a_build_that_is_broken_off_leaves_everything_as_it_was(
    number: signal.Signals, status: int, source: Path
) -> None:
    """A job that is cancelled does not leave half a site."""
    settings(source, "hooks: [hook.py]")
    reached = source.parent / "reached"
    hook = (
        f"import pathlib, time\ndef on_env(env, config, files):\n    pathlib.Path({str(reached)!r}).touch()\n"
    )
    write(source, {"hook.py": hook + "    time.sleep(120)\n"})
    before = tree(source)
    # A shell that runs the tests in the background may have told its children to ignore Ctrl-C.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        " from statusgen.cli import main; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, "build", "--now", NOW],
        cwd=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while not reached.exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(number)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == status
    assert "Traceback" not in said
    assert tree(source) == before


def test_breaking_off_between_two_renames_brings_the_old_site_back(tmp_path: Path) -> None:
    """Between the moment when the old site is moved away and the one when the new one comes, there may be Ctrl-C."""
    target = tmp_path / "site"
    write(target, {"404.html": "old", "sitemap.xml": "old"})
    before = tree(tmp_path)

    def break_off() -> None:
        with workplace(target) as here:
            target.rename(here.work / "old")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert tree(tmp_path) == before
