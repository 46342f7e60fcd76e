"""A status site and a shop that includes its bar, as two origins and two sites: 127.0.0.1 and localhost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.browser.alert_bar.hosts import as_json, bar_data, incident
from tests.browser.origins import Answer, Origin, answer_with, served_origin

from statusgen.outputs.alert_bar_script import alert_bar_script

__all__ = ["SHOWN", "TEXT", "Sites", "assert_unharmed", "two_sites"]

TEXT = "document.querySelector('statusgen-alert-bar')?.shadowRoot.querySelector('section').innerText"
"""What the bar says, as an expression."""
SHOWN = f"{TEXT}?.includes('Checkout errors')"


def assert_unharmed(tab: Any) -> None:
    """The page's own script ran, nothing went uncaught, and nobody logged anything."""
    assert tab.evaluate("window.shopRan") is True
    assert tab.errors == []
    assert tab.logged == []


@dataclass(frozen=True, kw_only=True)
class Sites:
    """What both sites answer; a test may change it at any time."""

    status: Origin
    shop: Origin

    def incident(self, **changes: Any) -> dict[str, Any]:
        """One open incident: its times are those of the machine's own clock."""
        return incident(now=datetime.now(UTC), **changes)

    def data(self, *events: Mapping[str, Any], **changes: Any) -> bytes:
        """The content of `alert-bar.json`, built now, with these events or with one incident."""
        now = datetime.now(UTC)
        return as_json(bar_data(self.status.url + "/", *(events or [self.incident()]), now=now, **changes))

    def tell(self, *events: Mapping[str, Any], **changes: Any) -> None:
        """Publishes these events, or one incident."""
        self.answer(answer_with(self.data(*events, **changes)))

    def answer(self, answer: Answer) -> None:
        """Answers every request for `alert-bar.json` so from now on."""
        self.status.answers["/alert-bar.json"] = answer

    def tag(self, attributes: str = "defer") -> str:
        """The tag that includes the bar."""
        return f'<script src="{self.status.url}/alert-bar.js" {attributes}></script>'

    def page(self, *, head: str | None = None, body: str = "", policy: str | None = None) -> str:
        """Publishes the shop's page, and returns its address."""
        markup = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Scarf Shop</title>'
            '<meta name="viewport" content="width=device-width">'
            f"{self.tag() if head is None else head}</head>"
            '<body><main><h1>Scarves</h1><p>Warm. <a href="#basket" id="basket">Your basket</a></p></main>'
            f'{body}<script src="/shop.js"></script></body></html>'
        )
        headers = {"Content_Security_Policy": policy} if policy else {}
        return self.shop.publish("/", markup, **headers)


@contextmanager
def two_sites() -> Iterator[Sites]:
    """A status site with one open incident, and a shop, while the block runs."""
    with served_origin() as status, served_origin("localhost") as shop:
        for path in ("/alert-bar.js", "/embed/v1/alert-bar.js"):
            status.publish(path, alert_bar_script(), "text/javascript; charset=utf-8")
        shop.publish("/shop.js", b"window.shopRan = true", "text/javascript")
        sites = Sites(status=status, shop=shop)
        sites.tell()
        yield sites
