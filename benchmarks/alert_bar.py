"""What the alert bar costs the page that includes it, measured in Chromium: the page with it and without, by turns.

    make bench-bar
    python -m benchmarks.alert_bar --rounds 15

Main-thread work is the processor time of all of the page's tasks, as Chromium counts them (`TaskDuration`): parsing,
scripts, styles, layout, painting. Processor time, since other programs of the machine do not lengthen it.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import click
from playwright.sync_api import Browser, sync_playwright

from statusgen.derive.view import view_of
from statusgen.model import Component, ComponentStatus, Incident, Site, Update, UpdateStatus
from statusgen.outputs.alert_bar import alert_bar_json
from statusgen.outputs.alert_bar_script import alert_bar_script
from statusgen.outputs.words import words_for

TAG = '<script src="{status}/alert-bar.js" {attributes} defer></script>'
VARIANTS: Mapping[str, str | None] = {
    "without the bar": None,
    "all is well": 'data-api="{status}/calm/"',
    "badge": 'data-mode="badge" data-target="footer"',
    "bar, sticky": 'data-position="sticky-top"',
    "bar, in flow": "",
}
"""What is measured, and the attributes of the tag; None for no tag at all."""

# Waits for everything that follows the load, the same time in each variant, and tells what the page noticed.
_SETTLE = """new Promise(done => setTimeout(() => done({
  shift: window.shifts.reduce((sum, one) => sum + one, 0), longTasks: window.longTasks }), 800))"""
_OBSERVE = """
  window.shifts = []; window.longTasks = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifts.push(one.value) })
    .observe({type: 'layout-shift', buffered: true});
  new PerformanceObserver(list => { window.longTasks += list.getEntries().length })
    .observe({type: 'longtask', buffered: true});"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One page load."""

    work_ms: float
    shift: float
    long_tasks: int
    requests: int
    """To the status site."""
    sent_bytes: int
    """By the status site, compressed, without headers."""


def shop_page(tag: str) -> str:
    """A page of a shop: a head, 120 articles in a grid, a foot."""
    text = "<p>Merino wool, woven in the mill, 180 by 30 centimetres.</p>"
    article = f"<li><h2>Scarf {{0}}</h2>{text}<a href='#{{0}}'>Buy</a></li>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Scarf Shop</title>'
        '<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">'
        "<style>body { margin: 0; font: 16px/1.5 sans-serif } ul { display: grid; gap: 1rem; padding: 1rem;"
        " grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); list-style: none }"
        " li { padding: 1rem; border: 1px solid #ccc; border-radius: .5rem }</style>"
        f"{tag}</head><body><header><h1>Scarf Shop</h1></header><main><ul>"
        + "".join(article.format(number) for number in range(120))
        + "</ul></main><footer></footer></body></html>"
    )


def bar_data(url: str, now: datetime, *, events: int) -> bytes:
    """The bar's data, with so many open incidents."""
    incidents = [
        Incident(
            slug=f"checkout-errors-{number}",
            path="content/incidents/checkout-errors.md",
            title="Checkout errors in Europe",
            components={"checkout": ComponentStatus.PARTIAL_OUTAGE},
            updates=[
                Update(
                    status=UpdateStatus.IDENTIFIED, at=now - timedelta(minutes=10 + number), text="We know."
                )
            ],
        )
        for number in range(events)
    ]
    components = [Component(id="checkout", name="Checkout", group="Shop")]
    site = Site(name="Scarf Shop Status", url=url, components=components, incidents=incidents)
    return alert_bar_json(view_of(site, now), words_for("en"))


@dataclass(frozen=True, kw_only=True)
class Host:
    """A web server that compresses what it sends, and lets every origin read it."""

    url: str
    files: dict[str, tuple[bytes, str]]
    """Content and type by path; may change."""
    sent: list[int]
    """The length of each body that was sent."""


@contextmanager
def served() -> Iterator[Host]:
    """A web server without files, while the block runs."""
    files: dict[str, tuple[bytes, str]] = {}
    sent: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            content, kind = files.get(self.path, (b"", "text/plain"))
            body = gzip.compress(content, 6)
            sent.append(len(body))
            self.send_response(200 if content else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own name
            """Nothing: the table is the output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Host(url=f"http://127.0.0.1:{server.server_port}", files=files, sent=sent)
    finally:
        server.shutdown()
        server.server_close()


def visit(browser: Browser, url: str, status: Host) -> Visit:
    """Loads a page in a profile of its own, and measures until all is quiet.

    Requests are counted by the server: a browser that reports them has more to do.
    """
    status.sent.clear()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(_OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(url, wait_until="load")
    noticed = page.evaluate(_SETTLE)
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return Visit(
        work_ms=metrics["TaskDuration"] * 1000,
        shift=noticed["shift"],
        long_tasks=noticed["longTasks"],
        requests=len(status.sent),
        sent_bytes=sum(status.sent),
    )


def measure(browser: Browser, rounds: int) -> Mapping[str, list[Visit]]:
    """Visits of each variant, one of each per round; the first round warms up and does not count."""
    now = datetime.now(UTC)
    visits: defaultdict[str, list[Visit]] = defaultdict(list)
    with served() as status, served() as shop:
        status.files["/alert-bar.js"] = (alert_bar_script(), "text/javascript; charset=utf-8")
        for folder, events in (("", 5), ("/calm", 0)):
            data = bar_data(status.url + "/", now, events=events)
            status.files[f"{folder}/alert-bar.json"] = (data, "application/json")
        for number, attributes in enumerate(VARIANTS.values()):
            tag = "" if attributes is None else TAG.format(status=status.url, attributes=attributes)
            page = shop_page(tag.format(status=status.url))
            shop.files[f"/{number}"] = (page.encode(), "text/html; charset=utf-8")
        for turn in range(rounds + 1):
            for number, name in enumerate(VARIANTS):
                found = visit(browser, f"{shop.url}/{number}", status)
                if turn:
                    visits[name].append(found)
    return visits


def report(visits: Mapping[str, list[Visit]]) -> str:
    """The medians, as a table of markdown."""
    plain = statistics.median(one.work_ms for one in visits["without the bar"])
    lines = [
        "| page | main-thread work | added | layout shift | long tasks | requests | bytes |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, found in visits.items():
        work = statistics.median(one.work_ms for one in found)
        median = {
            field: statistics.median(getattr(one, field) for one in found)
            for field in ("shift", "long_tasks", "requests", "sent_bytes")
        }
        added = "" if name == "without the bar" else f"{work - plain:+.1f} ms"
        lines.append(
            f"| {name} | {work:.1f} ms | {added} | {median['shift']:.4f} | {median['long_tasks']:.0f} "
            f"| {median['requests']:.0f} | {median['sent_bytes']:,.0f} |"
        )
    return "\n".join(lines)


def chromium() -> str | None:
    """The browser of this machine; None for the one that Playwright brings."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=15, show_default=True, help="Visits of each page.")
def main(rounds: int) -> None:
    """Print what the alert bar costs a page, with and without it by turns."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            # Containers run as root; nothing but the page may reach for the network.
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        click.echo(f"Chromium {browser.version}, medians of {rounds} visits each\n")
        click.echo(report(measure(browser, rounds)))
        browser.close()


if __name__ == "__main__":
    main()
