"""A status site with the bar's files, and a shop at another origin that includes the bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.alert_bar.answers import COUNT_THEM
from tests.browser.alert_bar.hosts import NOW, as_json, bar_data, incident, maintenance
from tests.browser.origins import Answer, Origin, answer_with, served_origin

from statusgen.outputs.alert_bar_script import alert_bar_script

DATA = "/alert-bar.json"
_SCRIPT = "text/javascript; charset=utf-8"


@dataclass(kw_only=True)
class Status:
    """The status site."""

    host: Origin
    now: datetime = NOW
    """When its data were built."""

    def tell(self, *events: Mapping[str, Any], **changes: Any) -> None:
        """Publishes these events as `alert-bar.json`."""
        self.answer(answer_with(as_json(self.data(*events, **changes))))

    def answer(self, answer: Answer) -> None:
        """Answers every request for `alert-bar.json` so from now on."""
        self.host.answers[DATA] = answer

    def data(self, *events: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
        """The whole content of `alert-bar.json`."""
        return bar_data(self.host.url + "/", *events, now=self.now, **changes)

    @property
    def times_asked(self) -> int:
        """How often the data were asked for."""
        return self.host.asked.count(DATA)

    def wait_until_asked(self, times: int, page: Page) -> None:
        """Returns once the data have been asked for so many times."""
        self.host.wait_until_asked(DATA, page, times)


@pytest.fixture
def start_origin() -> Iterator[Callable[[], Origin]]:
    """Starts a web server at an origin of its own."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(served_origin())


@pytest.fixture
def start_status(start_origin: Callable[[], Origin]) -> Callable[[], Status]:
    """Starts a status site with nothing open."""

    def start() -> Status:
        site = Status(host=start_origin())
        for path in ("/alert-bar.js", "/embed/v1/alert-bar.js"):
            site.host.publish(path, alert_bar_script(), _SCRIPT)
        site.tell()
        return site

    return start


@pytest.fixture
def status(start_status: Callable[[], Status]) -> Status:
    """A status site with nothing open."""
    return start_status()


_SHOP = """<!doctype html>
<html lang="en" {html}><head><title>Scarf Shop</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
{head}<script src="{status}{script}" {loading} {attributes}></script>{after}</head>
<body {body}><main><h1>Scarves</h1><p>Warm, and made of wool.
<a href="#basket" id="basket">Your basket</a></p></main>{foot}
<script src="/shop.js"></script></body></html>"""
_PARTS = {
    **dict.fromkeys(("html", "head", "attributes", "after", "body", "foot"), ""),
    "script": "/alert-bar.js",
    "loading": "defer",
}

_Moment = Literal["commit", "domcontentloaded", "load"]


@dataclass(kw_only=True)
class Shop:
    """The site that includes the bar, and what went wrong on its pages."""

    host: Origin
    status: Status
    context: BrowserContext
    at: datetime | None
    """What the reader's clock shows; None for the machine's own."""
    errors: list[str] = field(default_factory=list)
    """Exceptions and rejections that nothing caught, and whatever a script logged."""

    def open(self, *, policy: str | None = None, wait_until: _Moment = "load", **parts: str) -> Page:
        """The shop's page as soon as it has come so far; `parts` are put into it, see `_SHOP`."""
        page = self.context.new_page()
        if self.at:
            page.clock.install(time=self.at)
            page.add_init_script(COUNT_THEM)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)
        self.change_page(policy=policy, **parts)
        page.goto(self.host.url + "/", wait_until=wait_until)
        return page

    def assert_unharmed(self, page: Page) -> None:
        """The page's own script ran, nothing went uncaught, and nobody logged anything."""
        assert page.evaluate("window.shopRan") is True
        assert self.errors == []

    def change_page(self, *, policy: str | None = None, **parts: str) -> None:
        """Serves another page at the same address from now on."""
        markup = _SHOP.format_map({"status": self.status.host.url, **_PARTS, **parts})
        headers = {"Content_Security_Policy": policy} if policy else {}
        self.host.publish("/", markup, **headers)

    def tag(self, attributes: str = "", *, status: Status | None = None) -> str:
        """One more tag of the bar, of this or of another status site."""
        return f'<script src="{(status or self.status).host.url}/alert-bar.js" defer {attributes}></script>'

    def add_tag(self, page: Page, *, position: str, status: Status) -> None:
        """Adds the bar of one more status site to a page that stands, as an application would."""
        page.evaluate(
            """([src, position]) => {
              const tag = Object.assign(document.createElement('script'), {src});
              tag.dataset.position = position;
              document.head.append(tag);
            }""",
            [f"{status.host.url}/alert-bar.js", position],
        )

    def _note(self, message: Any) -> None:
        # What the browser itself notes, no script can prevent.
        if not any(note in message.text for note in ("Failed to load resource", "blocked by CORS policy")):
            self.errors.append(message.text)


def _shop_host(host: Origin) -> Origin:
    host.publish("/shop.js", "window.shopRan = true", _SCRIPT)
    return host


@pytest.fixture
def open_shop(
    start_origin: Callable[[], Origin], status: Status, browser: Browser
) -> Iterator[Callable[..., Shop]]:
    """Opens a browser profile for the shop: `open_shop(width=360, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def start(*, width: int = 1280, height: int = 800, **options: Any) -> Shop:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            **{"locale": "en-GB", "timezone_id": "UTC", **options},
        )
        contexts.append(context)
        host = _shop_host(start_origin())
        return Shop(host=host, status=status, context=context, at=NOW)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def shop(open_shop: Callable[..., Shop]) -> Shop:
    """The shop on a desktop."""
    return open_shop()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile for all tests that leave nothing behind but what their own origins stored."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC")
    yield context
    context.close()


@pytest.fixture
def plain_shop(start_origin: Callable[[], Origin], status: Status, profile: BrowserContext) -> Iterator[Shop]:
    """The shop on a desktop with the machine's own clock: nothing of the browser is replaced."""
    status.now = datetime.now(UTC)
    status.tell()
    yield Shop(host=_shop_host(start_origin()), status=status, context=profile, at=None)
    for page in profile.pages:
        page.close()


@pytest.fixture
def make_incident() -> Callable[..., dict[str, Any]]:
    """Makes one open incident; every field may be changed."""
    return incident


@pytest.fixture
def make_maintenance() -> Callable[..., dict[str, Any]]:
    """Makes one maintenance, 15:00 to 16:00 UTC; every field may be changed."""
    return maintenance
