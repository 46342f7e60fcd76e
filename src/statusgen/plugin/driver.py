"""Runs MkDocs for a site that has been read already."""

from __future__ import annotations

import logging
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils import get_theme_dir

from statusgen.content.site import Reading
from statusgen.outputs.pages.page import PageMaker
from statusgen.publishing.failure import BuildFailure, faults_as_failure
from statusgen.publishing.grounds import reads_elsewhere
from statusgen.publishing.records import Report
from statusgen.publishing.shell import Drawing

__all__ = ["draw_shell", "serve_pages"]


def draw_shell(
    config_file: Path,
    directory: Path,
    reading: Reading,
    maker: PageMaker,
    *,
    strict: bool = False,
    only_shell: bool = False,
    preview_url: str = "",
    report: Report | None = None,
) -> tuple[Drawing | None, list[str]]:
    """Lets MkDocs write into `directory` what follows from the settings, the theme and the site's own pages.

    Returns what everything else is to be filled into, None if MkDocs had to write all of it, and the warnings
    and notes for whoever builds. With `preview_url` the site is one to look at there: it shows drafts too.
    With `only_shell` it raises NoShell where MkDocs would have to write all. Raises BuildFailure, and OSError
    when a file cannot be read or written.
    """
    overrides = {"site_dir": str(directory), "strict": strict or None, "site_url": preview_url or None}
    taken: list[Drawing] = []
    with _faults_as_failure(config_file) as messages:
        config = _loaded(config_file, overrides)
        plugin: Any = config.plugins["statusgen"]
        plugin.only_shell = only_shell
        if only_shell and not reads_elsewhere(reading.config):
            plugin.sources = directory.with_name(f"{directory.name}-sources")
        plugin.given, plugin.take, plugin.report = (reading, maker), taken.append, report or plugin.report
        config.plugins.on_startup(command="serve" if preview_url else "build", dirty=False)
        build_with_mkdocs(config, serve_url=preview_url or None)
        config.plugins.on_shutdown()
    return (taken[0] if taken else None), [*messages, *(f"note: {note}" for note in plugin.notes)]


def serve_pages(
    config_file: Path,
    address: str | None,
    build: Callable[[Path, str], bool],
    *,
    watched: Sequence[Path],
    started: Callable[[str], None],
    open_browser: bool = False,
) -> bool:
    """Serves what `build` writes, anew whenever a file in `watched` changes, until Ctrl-C.

    `build` gets an empty directory and the address of the preview, and tells whether the site is
    complete; if it is not, the one before stays to be seen. `started` is told the address once there is
    something to see. Returns False if the first build fails. Raises BuildFailure for wrong settings and
    for an address that cannot be used.
    """
    with _faults_as_failure(config_file):
        config = _loaded(config_file, {"dev_addr": address})
    host, port = config.dev_addr
    with tempfile.TemporaryDirectory(prefix="statusgen-") as base:

        def rebuild() -> bool:
            fresh = Path(tempfile.mkdtemp(dir=base))
            if not build(fresh, server.url):
                shutil.rmtree(fresh)
                return False
            # Nobody sees the gap: MkDocs lets requests wait until this function returns.
            shutil.rmtree(server.root, ignore_errors=True)
            fresh.rename(server.root)
            return True

        server = LiveReloadServer(
            builder=rebuild,  # type: ignore[arg-type]  # what it returns is of no interest there
            host=host,
            port=port,
            root=str(Path(base) / "site"),
            mount_path=urlsplit(config.site_url or "/").path,
        )
        server.error_handler = lambda code: _error_page(server.root, code)
        _require_free(host, port, server.address_family)
        if not rebuild():
            return False
        for place in watched:
            server.watch(str(place))
        started(server.url)
        try:
            with suppress(KeyboardInterrupt):
                server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]
        finally:
            server.shutdown(wait=True)
    return True


def _require_free(host: str, port: int, family: int) -> None:
    """MkDocs takes the port after the first build; nobody should wait for that to hear that it is taken."""
    try:
        with socket.socket(family) as probe:
            # As MkDocs does: a preview that has just ended leaves its port waiting for a minute.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise BuildFailure(
            f"cannot listen on {host}:{port}: {getattr(error, 'strerror', error)}\n"
            "    hint: name another address, like --address 127.0.0.1:8001"
        ) from None


def _error_page(directory: str, code: int) -> bytes | None:
    page = Path(directory) / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def _loaded(config_file: Path, overrides: dict[str, Any]) -> MkDocsConfig:
    config = load_config(str(config_file), **overrides)
    if get_theme_dir("material") not in config.theme.dirs:
        raise BuildFailure(
            f"{config_file}: theme: `{config.theme.name}` cannot be used: "
            "the pages stand in the frame of Material for MkDocs\n    hint: write theme: {name: material}"
        )
    return config


@contextmanager
def _faults_as_failure(config_file: Path) -> Iterator[list[str]]:
    """The warnings of the block; whatever it raises, apart from OSError, becomes a BuildFailure."""
    with _messages_of_mkdocs() as messages, faults_as_failure(config_file.absolute().parent):
        try:
            yield messages
        except (Abort, ConfigurationError) as error:
            raise BuildFailure("\n".join([str(error), *messages]).strip()) from None


@contextmanager
def _messages_of_mkdocs() -> Iterator[list[str]]:
    """Collects what MkDocs and its plugins warn of, in place of printing it in the middle of ours."""
    messages: list[str] = []
    handler = _Collector(messages)
    logger = logging.getLogger("mkdocs")
    propagates = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        level = f"{record.levelname.lower()}: " if record.levelno < logging.ERROR else ""
        self.messages.append(f"{level}{record.getMessage()}")
