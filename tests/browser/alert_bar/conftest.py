"""Two web servers, that is two origins: a status site with the bar's files, and a shop that includes the bar."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
Answer = Callable[[BaseHTTPRequestHandler], None]

_WORDS = {"dismiss": "Dismiss", "more": "%d more"}


def answer_with(
    body: bytes,
    *,
    status: int = 200,
    kind: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """An answer that every origin may read."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        request.send_header("Access-Control-Allow-Origin", "*")
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.end_headers()
        with suppress(ConnectionError):  # the reader may have gone
            request.wfile.write(body)

    return answer


@dataclass(kw_only=True)
class Host:
    """A web server whose answers a test may change at any time."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for, in order."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def publish(self, path: str, body: bytes, kind: str) -> None:
        """Answers with `body` where `path` is asked for."""
        self.answers[path] = answer_with(body, kind=kind)

    def wait_until_asked(self, path: str, times: int) -> None:
        """Returns once `path` has been asked for so many times; fails after ten seconds."""
        with self.changed:
            done = self.changed.wait_for(lambda: self.asked.count(path) >= times, timeout=10)
        assert done, f"{path} was asked for {self.asked.count(path)} times, not {times}"


@pytest.fixture
def start_host() -> Iterator[Callable[[], Host]]:
    """Starts a web server at an origin of its own."""
    servers: list[ThreadingHTTPServer] = []

    def start() -> Host:
        host = Host(url="")

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                with host.changed:
                    host.asked.append(path)
                    host.changed.notify_all()
                host.answers.get(path, answer_with(b"not here", status=404, kind="text/plain"))(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own name
                """Nothing: a test's output is its findings."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host.url = f"http://127.0.0.1:{server.server_port}"
        return host

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def incident(**changes: Any) -> dict[str, Any]:
    """One open incident as `alert-bar.json` carries it."""
    return {
        "id": "checkout-errors/20261120T1420Z",
        "kind": "incident",
        "title": "Checkout errors in Europe",
        "url": "https://status.example.com/incidents/checkout-errors/",
        "impact": "major",
        "status": "identified",
        "details": "Major impact · Identified · Checkout and API · updated {updated_at}",
        "updated_at": "2026-11-20T14:20:00Z",
        "components": ["Checkout", "API"],
        "starts_at": None,
        "ends_at": None,
        **changes,
    }


def maintenance(**changes: Any) -> dict[str, Any]:
    """One maintenance, 15:00 to 16:00 UTC."""
    window = {"starts_at": "2026-11-20T15:00:00Z", "ends_at": "2026-11-20T16:00:00Z"}
    return incident(
        **{
            "id": "new-database/20261118T0900Z",
            "kind": "maintenance",
            "title": "A larger database",
            "impact": "maintenance",
            "status": "in_progress",
            "details": "Maintenance · In progress · Search · until {ends_at}",
            **window,
            **changes,
        }
    )


@dataclass(kw_only=True)
class Status:
    """The status site."""

    host: Host

    def tell(self, *events: Mapping[str, Any], **changes: Any) -> None:
        """Publishes these events as `alert-bar.json`."""
        self.answer(answer_with(json.dumps(self.data(*events, **changes)).encode()))

    def answer(self, answer: Answer) -> None:
        """Answers every request for `alert-bar.json` so from now on."""
        self.host.answers["/alert-bar.json"] = answer

    def data(self, *events: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
        """The whole content of `alert-bar.json`, as built at 14:30 UTC."""
        return {
            "version": 1,
            "language": "en",
            "page": {"name": "Scarf Shop Status", "url": self.host.url + "/"},
            "built_at": "2026-11-20T14:30:00Z",
            "stale_after": 10800,
            "status": {"indicator": "major", "description": "Partial System Outage"},
            "words": _WORDS,
            "events": list(events),
            **changes,
        }


@pytest.fixture
def status(start_host: Callable[[], Host], root: Path) -> Status:
    """A status site with nothing open."""
    host = start_host()
    host.answers["/alert-bar.js"] = answer_with(
        (root / "theme" / "alert-bar.js").read_bytes(), kind="text/javascript; charset=utf-8"
    )
    site = Status(host=host)
    site.tell()
    return site


_SHOP = """<!doctype html>
<html lang="en" {html}><head><title>Scarf Shop</title><meta name="viewport" content="width=device-width">
{head}<script src="{status}/alert-bar.js" defer {attributes}></script></head>
<body {body}><main><h1>Scarves</h1><p>Warm, and made of wool.
<a href="#basket" id="basket">Your basket</a></p></main>
<script src="/shop.js"></script></body></html>"""


@dataclass(kw_only=True)
class Shop:
    """The site that includes the bar, and what went wrong on its pages."""

    host: Host
    status: Status
    context: BrowserContext
    errors: list[str] = field(default_factory=list)
    """Exceptions that nothing caught, and whatever a script logged."""

    def open(self, *, policy: str | None = None, at: datetime = NOW, **parts: str) -> Page:
        """The shop's page, the reader's clock at `at`; `parts` are put into it (html, head, body, attributes)."""
        page = self.context.new_page()
        page.clock.install(time=at)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)
        self.change_page(policy=policy, **parts)
        page.goto(self.host.url + "/")
        return page

    def change_page(self, *, policy: str | None = None, **parts: str) -> None:
        """Serves another page at the same address from now on."""
        markup = _SHOP.format_map(
            {"status": self.status.host.url, "html": "", "head": "", "body": "", "attributes": "", **parts}
        )
        headers = {"Content-Security-Policy": policy} if policy else None
        self.host.answers["/"] = answer_with(
            markup.encode(), kind="text/html; charset=utf-8", headers=headers
        )

    def _note(self, message: Any) -> None:
        # What the browser itself notes, no script can prevent.
        if not any(note in message.text for note in ("Failed to load resource", "blocked by CORS policy")):
            self.errors.append(message.text)


@pytest.fixture
def open_shop(
    start_host: Callable[[], Host], status: Status, browser: Browser
) -> Iterator[Callable[..., Shop]]:
    """Opens a browser profile for the shop: `open_shop(width=360, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def start(*, width: int = 1280, height: int = 800, **options: Any) -> Shop:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            **{"locale": "en-GB", "timezone_id": "UTC", **options},
        )
        contexts.append(context)
        host = start_host()
        host.answers["/shop.js"] = answer_with(b"window.shopRan = true", kind="text/javascript")
        return Shop(host=host, status=status, context=context)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def shop(open_shop: Callable[..., Shop]) -> Shop:
    """The shop on a desktop."""
    return open_shop()


@pytest.fixture
def make_incident() -> Callable[..., dict[str, Any]]:
    """Makes one open incident; every field may be changed."""
    return incident


@pytest.fixture
def make_maintenance() -> Callable[..., dict[str, Any]]:
    """Makes one maintenance, 15:00 to 16:00 UTC; every field may be changed."""
    return maintenance
