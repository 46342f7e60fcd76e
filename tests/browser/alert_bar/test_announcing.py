"""What readers hear, and where they are when the bar changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.alert_bar.answers import pass_until_asked

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
    ("impact", "role", "is_hidden"),
    [("minor", "status", True), ("major", "alert", False)],
)
def test_screen_readers_announce_the_bar(
    impact: str, role: str, is_hidden: bool, shop: Any, status: Any, make_incident: Make
) -> None:
    """An alert is heard as it comes; the text of a status enters a region that a screen reader already has.

    For the eye it is there from the beginning.
    """
    page = shop.open()
    page.evaluate(
        """() => new MutationObserver(changes => {
          const live = changes.flatMap(change => [...change.addedNodes])
            .find(node => node.localName === 'statusgen-alert-bar')?.shadowRoot.querySelector('[role]');
          if (live) window.atFirst = [live.firstChild.ariaHidden, live.innerText.slice(0, 15)];
        }).observe(document.documentElement, {childList: true})"""
    )
    status.tell(make_incident(impact=impact))
    pass_until_asked(page)
    live = page.locator("statusgen-alert-bar").get_by_role(role)
    # What is hidden from screen readers has no role.
    expect(live.get_by_role("paragraph").get_by_role("link", name="Checkout errors")).to_be_visible()
    assert page.evaluate("window.atFirst") == ["true" if is_hidden else None, "Checkout errors"]


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
    pass_until_asked(page)
    bar = page.locator("statusgen-alert-bar")
    expect(bar).to_contain_text("Payments work again")
    expect(bar).to_contain_text("Major impact · Monitoring")
    expect(focused).to_be_focused()
    expect(page.get_by_role("link", name="more")).to_have_count(0)


_NOTE_CHANGES = """live => {
  window.changes = [];
  new MutationObserver(changes => window.changes.push(...changes.map(({attributeName}) => attributeName ?? 'text')))
    .observe(live, {attributeFilter: ['role'], childList: true, characterData: true, subtree: true});
}"""


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [("minor", "critical", "alert"), ("major", "maintenance", "status"), ("none", "minor", "status")],
)
def test_a_new_update_is_as_urgent_as_its_own_impact(
    before: str, after: str, role: str, shop: Any, status: Any, make_incident: Make
) -> None:
    """The region becomes what it has to be before its text changes, and stays the same element with the focus in it."""
    status.tell(make_incident(impact=before))
    page = shop.open()
    link = page.get_by_role("link", name="Checkout errors")
    link.focus()
    live = page.locator("statusgen-alert-bar [role]").element_handle()
    was = live.get_attribute("role")
    live.evaluate(_NOTE_CHANGES)
    begun = {"starts_at": "2026-11-20T14:00:00Z"} if after == "maintenance" else {}
    status.tell(make_incident(id="later", title="No payments at all", impact=after, **begun))
    pass_until_asked(page)
    heard = page.locator("statusgen-alert-bar").get_by_role(role)
    expect(heard).to_contain_text("No payments at all")
    assert live.evaluate("(live, heard) => live === heard", heard.element_handle())
    expect(page.get_by_role("link", name="No payments")).to_be_focused()
    changes = page.evaluate("window.changes")
    assert "text" in changes
    if was != role:
        assert changes[0] == "role"
