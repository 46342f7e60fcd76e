"""What the alert bar costs the page that includes it, measured in Chromium: the page with it and without, by turns.

    make bench-bar
    python -m benchmarks.alert_bar --rounds 15

Main-thread work is what Lighthouse adds up under this name: all tasks of the page's main thread, for parsing, scripts,
styles, layout and painting. Lighthouse takes them by the clock on the wall, in which there is the time of all other
programs of the machine. Here they are taken in processor time of that thread alone, as Chromium counts it itself
(`TaskDuration` with `threadTicks`). What is added is the median of the differences within each round.

The same is measured on a page without any script, where the bar's are the first, and on one whose own script asks for
the basket and looks into the storage, as those of shops do.
"""

from __future__ import annotations

import os
import shutil
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import click
from benchmarks.alert_bar_pages import PAGES, WITHOUT, Host, publish_shop, publish_status, served
from playwright.sync_api import Browser, sync_playwright

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


def measure(browser: Browser, rounds: int) -> Mapping[str, Mapping[str, Sequence[Visit]]]:
    """Visits by page and variant, one of each per round; the first round warms up and does not count."""
    visits: Mapping[str, defaultdict[str, list[Visit]]] = {name: defaultdict(list) for name in PAGES}
    with served() as status, served() as shop:
        publish_status(status)
        addresses = publish_shop(shop, status)
        for turn in range(rounds + 1):
            for (page, variant), url in addresses.items():
                found = visit(browser, url, status)
                if turn:
                    visits[page][variant].append(found)
    return visits


def report(visits: Mapping[str, Sequence[Visit]]) -> str:
    """The medians of one page, as a table of markdown."""
    plain = visits[WITHOUT]
    lines = [
        "| | main-thread work | added | added layout shift | long tasks | requests | bytes |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, found in visits.items():
        work = statistics.median(one.work_ms for one in found)
        median = {
            field: statistics.median(getattr(one, field) for one in found)
            for field in ("shift", "long_tasks", "requests", "sent_bytes")
        }
        # Of the same round: what else the machine had to do at that time was the same for both.
        more = statistics.median(one.work_ms - other.work_ms for one, other in zip(found, plain, strict=True))
        shift = median["shift"] - statistics.median(one.shift for one in plain)
        added = "" if name == WITHOUT else f"{more:+.1f} ms"
        lines.append(
            f"| {name} | {work:.1f} ms | {added} | {shift:.4f} | {median['long_tasks']:.0f} "
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
        click.echo(f"Chromium {browser.version}, medians of {rounds} visits each")
        for page, visits in measure(browser, rounds).items():
            click.echo(f"\n{page[:1].upper()}{page[1:]}:\n\n{report(visits)}")
        browser.close()


if __name__ == "__main__":
    main()
