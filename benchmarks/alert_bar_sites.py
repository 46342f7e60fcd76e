"""The shop that includes the alert bar, each time otherwise, the status site whose bar it is, and their servers."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.shop import shop_files, shop_page

from statusgen.derive.view import view_of
from statusgen.model import Component, ComponentStatus, Incident, Site, Update, UpdateStatus
from statusgen.outputs.alert_bar import alert_bar_json
from statusgen.outputs.alert_bar_script import alert_bar_script
from statusgen.outputs.words import words_for

__all__ = ["PLAIN", "VARIANTS", "WITHOUT", "Host", "publish_shop", "publish_status", "served"]

WITHOUT = "without the bar"
PLAIN = "a bar without options"
_BAR = '<script src="{{status}}/alert-bar.js" {} defer></script>'
VARIANTS: Mapping[str, str] = {
    WITHOUT: "",
    "all is well": _BAR.format('data-api="{status}/calm/"'),
    "badge": _BAR.format('data-mode="badge" data-target="footer"'),
    "bar, sticky": _BAR.format('data-position="sticky-top"'),
    "bar, sticky, minor": _BAR.format('data-position="sticky-top" data-api="{status}/minor/"'),
    "bar, in flow": _BAR.format(""),
    PLAIN: '<script src="{status}/plain-bar.js" defer></script>',
    "a fetch and a line of text": '<script src="{status}/line.js" defer></script>',
}
"""What is measured, and the tag in the page's head."""
_LINE = """(async status => {
  const answer = await fetch(status + 'alert-bar.json', {cache: 'no-cache', credentials: 'omit'});
  const line = document.createElement('p');
  line.style.cssText = 'position: fixed; inset: 0 0 auto; margin: 0; background: #fee; font: 16px/1.5 sans-serif';
  line.textContent = (await answer.json()).events[0].title;
  document.documentElement.insertBefore(line, document.body);
})(document.currentScript.src.split('line.js')[0])"""
"""The least that a script has to do which asks and shows: no options, no style sheet, nothing to press, no safety."""


def bar_data(
    url: str, now: datetime, *, events: int, state: ComponentStatus = ComponentStatus.PARTIAL_OUTAGE
) -> bytes:
    """The bar's data, with so many open incidents that bring checkout into `state`."""
    incidents = [
        Incident(
            slug=f"checkout-errors-{number}",
            path="content/incidents/checkout-errors.md",
            title="Checkout errors in Europe",
            components={"checkout": state},
            updates=(
                Update(
                    status=UpdateStatus.IDENTIFIED, at=now - timedelta(minutes=10 + number), text="We know."
                ),
            ),
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
        # Head and body leave together, as from any web server. Sent one by one, the second would wait 40 ms for the
        # acknowledgement of the first (Nagle's algorithm).
        wbufsize = -1

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


def publish_status(status: Host) -> None:
    """The bar's script, and its data on a calm day, with major and with minor incidents."""
    script = "text/javascript; charset=utf-8"
    status.files["/alert-bar.js"] = (alert_bar_script(), script)
    status.files["/plain-bar.js"] = (Path(__file__).with_name("plain-bar.js").read_bytes(), script)
    status.files["/line.js"] = (_LINE.encode(), script)
    now = datetime.now(UTC)
    states = {"": ComponentStatus.PARTIAL_OUTAGE, "/minor": ComponentStatus.DEGRADED_PERFORMANCE}
    for folder, state in states.items():
        data = bar_data(status.url + "/", now, events=5, state=state)
        status.files[f"{folder}/alert-bar.json"] = (data, "application/json")
    status.files["/calm/alert-bar.json"] = (bar_data(status.url + "/", now, events=0), "application/json")


def publish_shop(
    shop: Host, status: Host, pages: Sequence[str], variants: Sequence[str]
) -> Mapping[tuple[str, str], str]:
    """The address of each of these pages with each of these variants."""
    shop.files.update(shop_files(pages))
    addresses: dict[tuple[str, str], str] = {}
    for page in pages:
        for variant in variants:
            path = f"/{len(addresses)}"
            text = shop_page(page, VARIANTS[variant].format(status=status.url))
            shop.files[path] = (text.encode(), "text/html; charset=utf-8")
            addresses[page, variant] = shop.url + path
    return addresses
