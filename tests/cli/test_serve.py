"""`statusgen serve`: a preview that follows the files, and stays up while they are wrong."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

RECORD = """\
---
title: Checkout errors
components: [checkout]
---

## Resolved - 2026-11-20 14:05 UTC

Payments work again.
"""
RECORD_PATH = "content/incidents/2026-11-20-checkout-errors.md"
PROBLEM = f"""\
{RECORD_PATH}:3:14: components.0: there is no component `chekout`
    | components: [chekout]
    |              ^
    hint: did you mean checkout?
The preview still shows the site as it was before.
"""
# A shell that runs the tests in the background may have told its children to ignore Ctrl-C.
PROGRAM = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from statusgen.cli import main
main()
"""
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Preview:
    """A preview that runs, and what it has printed so far."""

    process: subprocess.Popen[str]
    log: Path

    @property
    def url(self) -> str:
        """The address that it has told; empty before there is something to see."""
        told = re.search(r"Preview on (http://127\.0\.0\.1:\d+/\S*) - Ctrl-C ends it\.\n", self.printed())
        return told[1] if told else ""

    def printed(self) -> str:
        """All that the preview has said so far."""
        return self.log.read_text(encoding="utf-8")

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Waits as long as the preview runs; a test that waits in vain fails with what was printed."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < end, self.printed()
            time.sleep(0.05)

    def page(self, path: str) -> str:
        """The page at `path` below the preview's address."""
        with urlopen(self.url + path, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  # an address of this test
            return answer.read().decode()


def _answers(preview: Preview) -> bool:
    with suppress(OSError):
        return bool(preview.page(""))
    return False


@pytest.fixture
def free_address() -> Iterator[str]:
    """An address on which nobody listens, and that the system gives to nobody until the test has ended."""
    with socket.socket() as kept:
        # Whoever asks for this port by its number may listen on it all the same.
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{kept.getsockname()[1]}"


@pytest.fixture
def start(tmp_path: Path, free_address: str) -> Iterator[Callable[[Path], Preview]]:
    """Starts one preview of a site, and returns when there is something to see."""
    started: list[subprocess.Popen[str]] = []

    def start_one(source: Path) -> Preview:
        log = tmp_path / f"preview-{len(started)}.log"
        temporary = tmp_path / "temporary"
        temporary.mkdir(exist_ok=True)
        with log.open("w", encoding="utf-8") as output:
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, "serve", "--address", free_address],
                cwd=source,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                env={**os.environ, "TMPDIR": str(temporary)},
            )
        started.append(process)
        preview = Preview(process, log)
        preview.wait_until(lambda: bool(preview.url))
        preview.wait_until(lambda: _answers(preview))
        return preview

    yield start_one
    for process in started:
        process.kill()
        process.wait()


def write(root: Path, files: Mapping[str, str]) -> None:
    """Writes `files` below `root`."""
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def source(write_site: Callable[..., Path]) -> Path:
    """A small shop with one record."""
    return write_site({RECORD_PATH: RECORD})


def test_a_preview_follows_the_files(source: Path, start: Callable[[Path], Preview]) -> None:
    """A change is seen; a fault is told and the preview stays as it was; mended, it is seen; Ctrl-C ends it all."""
    preview = start(source)
    page = "incidents/2026-11-20-checkout-errors/"
    assert "All systems operational" in preview.page("")
    assert "Payments work again." in preview.page(page)

    write(source, {RECORD_PATH: RECORD.replace("Payments work", "Paying works")})
    preview.wait_until(lambda: "Paying works again." in preview.page(page))

    write(source, {RECORD_PATH: RECORD.replace("[checkout]", "[chekout]").replace("again", "now")})
    preview.wait_until(lambda: PROBLEM in preview.printed())
    assert "Paying works again." in preview.page(page)

    write(source, {RECORD_PATH: RECORD.replace("again", "now")})
    preview.wait_until(lambda: "Payments work now." in preview.page(page))

    with pytest.raises(HTTPError) as missing:
        preview.page("nowhere/")
    assert (missing.value.code, "Scarf Shop Status" in missing.value.read().decode()) == (404, True)

    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(timeout=PATIENCE_SECONDS) == 0
    assert "Traceback" not in preview.printed()
    assert {path.name for path in source.iterdir()} == {"content", "mkdocs.yml"}
    assert not list((source.parent / "temporary").iterdir())


def test_a_preview_stands_at_the_path_of_the_site(
    write_site: Callable[..., Path], start: Callable[[Path], Preview]
) -> None:
    """Addresses from the root of the host, as on the page 404, are right in the preview as well."""
    source = write_site({RECORD_PATH: RECORD})
    settings = (source / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("https://status.example.com/", "https://example.com/status/")
    write(source, {"mkdocs.yml": settings})
    preview = start(source)
    assert preview.url.endswith("/status/")
    assert "Payments work again." in preview.page("incidents/2026-11-20-checkout-errors/")


def test_a_port_that_is_taken_is_one_message(source: Path, statusgen: Run) -> None:
    """It is told before anything is built."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = statusgen("serve", "--address", address, cwd=source)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Error: cannot listen on {address}: Address already in use\n"
        "    hint: name another address, like --address 127.0.0.1:8001\n"
    )


@pytest.mark.parametrize(
    "address",
    ["here", "127.0.0.1:99999", "8001", "", "http://localhost:8001"],
)
def test_a_wrong_address_is_wrong_usage(address: str, source: Path, statusgen: Run) -> None:
    """The message names the option, and shows an address."""
    done = statusgen("serve", "--address", address, cwd=source)
    assert (done.returncode, done.stdout) == (2, "")
    assert "'--address'" in done.stderr
    assert f"`{address}` is no address; write host and port, like 127.0.0.1:8001\n" in done.stderr


def test_a_site_with_problems_has_no_preview(source: Path, statusgen: Run, free_address: str) -> None:
    """There is nothing that could be shown yet."""
    write(source, {RECORD_PATH: RECORD.replace("[checkout]", "[chekout]")})
    done = statusgen("serve", "--address", free_address, cwd=source)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{RECORD_PATH}:3:14: components.0: there is no component `chekout`\n")
    assert done.stderr.endswith("1 problem in 1 file; there is nothing to show yet.\n")


def test_a_first_build_that_fails_ends_the_preview(source: Path, statusgen: Run, free_address: str) -> None:
    """A hook, a plugin or a template of the site may be at fault."""
    with (source / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [hook.py]\n")
    write(source, {"hook.py": "def on_env(env, config, files):\n    raise ValueError('no such shop')\n"})
    done = statusgen("serve", "--address", free_address, cwd=source)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: hook.py:2: ValueError: no such shop\n"
        "    hint: mkdocs build --site-dir DIR shows the calls that led there\n"
    )


def test_without_a_directory_for_temporary_files_there_is_one_message(source: Path) -> None:
    """The preview is built outside the site's own directory."""
    program = (
        "import tempfile; tempfile.tempdir = '/nonexistent';"
        "from statusgen.cli import main; main(['serve', '--address', '127.0.0.1:0'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: [Errno 2] No such file or directory: '/nonexistent/")
    assert "Traceback" not in done.stderr
