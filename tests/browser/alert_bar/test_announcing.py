"""What readers hear, and where they are when the bar changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("impact", "role"),
    [
        ("critical", "alert"),
        ("major", "alert"),
        ("minor", "status"),
        ("none", "status"),
        ("maintenance", "status"),
    ],
)
def test_only_what_is_serious_interrupts_a_screen_reader(
    impact: str, role: str, shop: Any, status: Any, make_incident: Make
) -> None:
    """A major or critical incident is an alert, everything else a status."""
    begun = {"starts_at": "2026-11-20T14:00:00Z"} if impact == "maintenance" else {}
    status.tell(make_incident(impact=impact, **begun))
    expect(shop.open().locator("statusgen-alert-bar").get_by_role(role)).to_contain_text("Checkout errors")


@pytest.mark.parametrize(
    ("impact", "role", "text"),
    [("minor", "status", ""), ("major", "alert", "Checkout errors")],
)
def test_screen_readers_announce_the_bar(
    impact: str, role: str, text: str, shop: Any, status: Any, make_incident: Make
) -> None:
    """The text of a status enters a region that the page already has; an alert is heard as it comes."""
    page = shop.open()
    page.evaluate(
        """() => new MutationObserver(changes => {
          const live = changes.flatMap(change => [...change.addedNodes])
            .find(node => node.localName === 'statusgen-alert-bar')?.shadowRoot.querySelector('[role]');
          if (live) window.liveAtFirst = live.textContent.slice(0, 15);
        }).observe(document.documentElement, {childList: true})"""
    )
    status.tell(make_incident(impact=impact))
    page.clock.fast_forward("01:15")
    expect(page.locator("statusgen-alert-bar").get_by_role(role)).to_contain_text("Checkout errors")
    assert page.evaluate("window.liveAtFirst") == text


@pytest.mark.parametrize("part", ["a", "button"])
def test_a_new_update_changes_the_text_in_place(
    part: str, shop: Any, status: Any, make_incident: Make
) -> None:
    """Whoever has the focus in the bar keeps it when the text changes."""
    status.tell(make_incident(), make_incident(id="b"))
    page = shop.open()
    focused = page.locator(f"statusgen-alert-bar {part}").first
    focused.focus()
    status.tell(make_incident(id="later", title="Payments work again", details="Major impact · Monitoring"))
    page.clock.fast_forward("01:15")
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_contain_text("Payments work again")
    expect(bar).to_contain_text("Major impact · Monitoring")
    expect(focused).to_be_focused()
    expect(page.get_by_role("link", name="more")).to_have_count(0)
