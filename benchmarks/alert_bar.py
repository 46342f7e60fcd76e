"""What the alert bar costs the page that includes it, measured in Chromium: the page with it and without, by turns.

    make bench-bar
    python -m benchmarks.alert_bar --rounds 15
    python -m benchmarks.alert_bar --rounds 200 --page "an application" --variant "bar, sticky"

Main-thread work is what Lighthouse adds up under this name: all tasks of the page's main thread, for parsing, scripts,
styles, layout and painting. Lighthouse takes them by the clock on the wall, in which there is the time of all other
programs of the machine, and the reports that it has the browser write. Here they are taken in processor time of that
thread alone, as Chromium counts it itself (`TaskDuration` with `threadTicks`), with nothing else switched on. What is
added is the median of the differences within each round, with the interval in which that median lies with 95 %
confidence. Each round has an order of its own, for a visit also feels the one before it.

The same is measured on three pages: an application that React draws; one that is told as a whole, with a short script
that asks for the basket and looks into the storage; and one without any script. What a script is the first to use on a
page costs that page the most, so the bar costs most where no other script has run.

Two scripts stand beside the bar for comparison: one that does nothing but fetch and show a line of text, and a bar
without options (`plain-bar.js`), which has what an alert bar is made of and no more.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

import click
from benchmarks.alert_bar_sites import PLAIN, VARIANTS, WITHOUT, Host, publish_shop, publish_status, served
from benchmarks.chromium import Chromium, Tab
from benchmarks.shop import PAGES

# Waits for the page and for everything that follows, the same time in each variant.
_SETTLE = """new Promise(done => {
  const settle = () => setTimeout(done, 500);
  if (document.readyState === 'complete') settle();
  else addEventListener('load', settle);
})"""
# What the browser noticed by itself, asked for when all has been measured.
_NOTICED = """new Promise(done => {
  const found = {shift: 0, longTasks: 0};
  const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note))
    .observe({type, buffered: true});
  watch('layout-shift', one => { found.shift += one.value });
  watch('longtask', () => { found.longTasks++ });
  setTimeout(() => done(found), 100);
})"""


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


def visit(browser: Chromium, url: str, status: Host) -> Visit:
    """Loads a page in a tab of its own, as one who was never there, and measures until all is quiet.

    Requests are counted by the server: a browser that reports them has more to do.
    """
    status.sent.clear()
    with Tab(browser) as tab:
        tab.call("Storage.clearDataForOrigin", origin=urljoin(url, "/"), storageTypes="all")
        tab.call("Performance.enable", timeDomain="threadTicks")
        tab.call("Page.navigate", url=url)
        tab.evaluate(_SETTLE)
        metrics = {one["name"]: one["value"] for one in tab.call("Performance.getMetrics")["metrics"]}
        noticed = tab.evaluate(_NOTICED)
    return Visit(
        work_ms=metrics["TaskDuration"] * 1000,
        shift=noticed["shift"],
        long_tasks=noticed["longTasks"],
        requests=len(status.sent),
        sent_bytes=sum(status.sent),
    )


def measure(
    browser: Chromium, rounds: int, pages: Sequence[str], variants: Sequence[str]
) -> Mapping[str, Mapping[str, Sequence[Visit]]]:
    """Visits by page and variant, one of each per round; the first round warms up and does not count."""
    with served() as status, served() as shop:
        publish_status(status)
        addresses = publish_shop(shop, status, pages, variants)
        visits: Mapping[str, Mapping[str, list[Visit]]] = {
            page: {variant: [] for variant in variants} for page in pages
        }
        for turn in range(rounds + 1):
            order = list(addresses.items())
            random.Random(turn).shuffle(order)
            for (page, variant), url in order:
                found = visit(browser, url, status)
                if turn:
                    visits[page][variant].append(found)
    return visits


def median_with_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """The median, and the ends of its 95 % confidence interval, which assumes no distribution.

    The ends are the values of the ranks n/2 ∓ 1.96·√n/2, rounded outwards (Conover, Practical Nonparametric Statistics,
    1999). Of 10 values and fewer they are the least and the greatest, and of fewer than 6 they promise less than 95 %.
    """
    ordered = sorted(values)
    half = 1.96 * math.sqrt(len(ordered)) / 2
    low = max(math.floor(len(ordered) / 2 - half), 1)
    return statistics.median(ordered), ordered[low - 1], ordered[-low]


def added(visits: Sequence[Visit], others: Sequence[Visit]) -> Sequence[float]:
    """Milliseconds that the visits took more than the others of the same round.

    What else the machine had to do at that time was the same for both.
    """
    return [one.work_ms - other.work_ms for one, other in zip(visits, others, strict=True)]


def report(visits: Mapping[str, Sequence[Visit]]) -> str:
    """The medians of one page, as a table of markdown, and what the bar takes more than the bar without options."""
    without = visits[WITHOUT]
    lines = [
        "| | main-thread work | added | 95 % | added layout shift | long tasks | requests | bytes |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, found in visits.items():
        work = statistics.median(one.work_ms for one in found)
        median = {
            field: statistics.median(getattr(one, field) for one in found)
            for field in ("shift", "long_tasks", "requests", "sent_bytes")
        }
        more, low, high = median_with_interval(added(found, without))
        shift = median["shift"] - statistics.median(one.shift for one in without)
        difference = " | " if name == WITHOUT else f"{more:+.1f} ms | {low:.1f} to {high:.1f}"
        lines.append(
            f"| {name} | {work:.1f} ms | {difference} | {shift:.4f} | {median['long_tasks']:.0f} "
            f"| {median['requests']:.0f} | {median['sent_bytes']:,.0f} |"
        )
    if plain := visits.get(PLAIN):
        lines += ["", f"Compared with {PLAIN}:", ""]
        for name in visits:
            if name.startswith("bar"):
                more, low, high = median_with_interval(added(visits[name], plain))
                lines.append(f"- {name}: {more:+.1f} ms ({low:.1f} to {high:.1f})")
    return "\n".join(lines)


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=15, show_default=True, help="Visits of each page.")
@click.option(
    "--page", "pages", type=click.Choice(list(PAGES)), multiple=True, help="Visit this page, not all."
)
@click.option(
    "--variant",
    "variants",
    type=click.Choice([name for name in VARIANTS if name != WITHOUT]),
    multiple=True,
    help="Visit the page without the bar and with this, not with all.",
)
def main(rounds: int, pages: Sequence[str], variants: Sequence[str]) -> None:
    """Print what the alert bar costs a page, with and without it by turns.

    The fewer pages and variants, the more rounds the same time has room for, and the narrower are the intervals.
    """
    measured = (WITHOUT, *variants) if variants else tuple(VARIANTS)
    with Chromium(width=1280, height=800) as browser:
        click.echo(f"Chromium {browser.version}, medians of {rounds} visits each")
        for page, visits in measure(browser, rounds, pages or tuple(PAGES), measured).items():
            click.echo(f"\n{page[:1].upper()}{page[1:]}:\n\n{report(visits)}")


if __name__ == "__main__":
    main()
