"""Takes the pictures of the documentation from the built demonstration, with Playwright and Chromium.

    make site
    .venv/bin/python -m pip install playwright
    .venv/bin/python docs/screenshots.py

Playwright needs a Chromium: one on the PATH, one that CHROMIUM names, or its own (`playwright install chromium`).
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-20T14:30:00Z"
"""When the demonstration was built, as the Makefile has it: an older page would say that it is out of date."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture: a page, how wide and high the window is, and the scheme of its colours."""

    name: str
    page: str
    width: int
    height: int
    scheme: str


SHOTS = (
    Shot(name="front-light", page="", width=1000, height=1396, scheme="light"),
    Shot(name="front-dark", page="", width=1000, height=1396, scheme="dark"),
    Shot(
        name="incident-light",
        page="incidents/2026-11-20-checkout-errors/",
        width=1000,
        height=860,
        scheme="light",
    ),
    Shot(
        name="incident-dark",
        page="incidents/2026-11-20-checkout-errors/",
        width=1000,
        height=860,
        scheme="dark",
    ),
)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Nothing: what matters is which pictures were taken."""


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """The address at which `directory` is served on this machine while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(directory)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def chromium() -> str | None:
    """The browser of this machine; None for the one that Playwright brings."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def take(browser: Browser, address: str, shot: Shot, target: Path) -> None:
    """Writes the picture `shot` of the site at `address` to `target`."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale="en-GB",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(address + shot.page, wait_until="networkidle")
    page.screenshot(path=target)
    context.close()


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT / "site")
@click.argument("images", type=click.Path(file_okay=False, path_type=Path), default=ROOT / "docs" / "images")
def main(site: Path, images: Path) -> None:
    """Take the pictures of the demonstration built in SITE, and write them to IMAGES."""
    images.mkdir(parents=True, exist_ok=True)
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            # Containers run as root; nothing but the page may reach for the network.
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        for shot in SHOTS:
            target = images / f"{shot.name}.png"
            take(browser, address, shot, target)
            click.echo(f"{target}: {target.stat().st_size / 1024:.0f} KB")
        browser.close()


if __name__ == "__main__":
    main()
