"""The bars of 90 days: read by pointer, keyboard and finger; and how groups fold."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

DAY = "[data-sg-component='checkout'] .sg-cell:has(button)"


@pytest.fixture
def open_front(demo_url: str, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the front page of the demonstration."""

    def open_it(**options: object) -> Page:
        page = open_page(**options)
        # A minute after it was built.
        page.clock.set_fixed_time("2026-11-20T14:31:00Z")
        page.goto(demo_url)
        return page

    return open_it


def _pop(page: Page) -> tuple[Locator, Locator]:
    """The newest day of the checkout that has incidents, and what it shows."""
    day = page.locator(DAY).last
    return day.locator("button"), day.locator(".sg-pop")


def test_pointer_shows_the_incidents_of_a_day(open_front: Callable[..., Page]) -> None:
    """Hovering shows date, worst state and links; the pointer can reach the links; leaving hides them."""
    page = open_front()
    button, pop = _pop(page)
    expect(pop).to_be_hidden()
    button.hover()
    expect(pop).to_be_visible()
    expect(pop).to_contain_text("20 November 2026")
    expect(pop).to_contain_text("Major outage")
    pop.get_by_role("link").hover()
    expect(pop).to_be_visible()
    page.mouse.move(5, 5)
    expect(pop).to_be_hidden()


def test_keyboard_shows_them_and_escape_hides_them(open_front: Callable[..., Page]) -> None:
    """Focus shows the same, the next Tab goes to its link, Escape closes it."""
    page = open_front()
    button, pop = _pop(page)
    button.focus()
    expect(pop).to_be_visible()
    page.keyboard.press("Tab")
    expect(pop.get_by_role("link")).to_be_focused()
    expect(pop).to_be_visible()
    page.keyboard.press("Escape")
    expect(pop).to_be_hidden()


def test_escape_closes_what_the_pointer_opened(open_front: Callable[..., Page]) -> None:
    """What covers the page can be closed without moving the pointer, and opens again afterwards."""
    page = open_front()
    button, pop = _pop(page)
    button.hover()
    page.keyboard.press("Escape")
    expect(pop).to_be_hidden()
    page.mouse.move(5, 5)
    button.hover()
    expect(pop).to_be_visible()


def test_finger_shows_them(open_front: Callable[..., Page]) -> None:
    """A tap shows the day; a tap elsewhere hides it; its link leads to the incident."""
    page = open_front(width=360, has_touch=True, is_mobile=True)
    button, pop = _pop(page)
    button.tap()
    expect(pop).to_be_visible()
    page.locator("#sg-state h1").tap()
    expect(pop).to_be_hidden()
    button.tap()
    pop.get_by_role("link").tap()
    expect(page).to_have_url(re.compile("/incidents/2026-11-20-checkout-errors/$"))


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_popover_leaves_the_window(width: int, open_front: Callable[..., Page]) -> None:
    """Wherever a day stands, all of what it shows is on the screen's width."""
    page = open_front(width=width)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    buttons = page.locator(".sg-day:visible").all()
    assert buttons
    for button in buttons:
        button.focus()
        box = button.locator("xpath=following-sibling::div").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "days"), [(360, 30), (768, 90), (1280, 90)])
def test_bar_has_as_many_days_as_fit(width: int, days: int, open_front: Callable[..., Page]) -> None:
    """90 days on a screen, 30 on a phone, and the words below say which."""
    page = open_front(width=width)
    row = page.locator("[data-sg-component='checkout']")
    assert row.locator(".sg-cell:visible").count() == days
    assert row.locator(".sg-legend").inner_text().startswith(f"{days} days ago")


def test_worse_days_differ_by_more_than_colour(open_front: Callable[..., Page]) -> None:
    """A degraded day, a partial outage and a major one have marks of different heights, or stand out of the row."""
    page = open_front()
    shapes = page.evaluate(
        """() => ['calm', 'sg-tone-maintenance', 'sg-tone-degraded', 'sg-tone-partial', 'sg-tone-major'].map((tone) => {
          const bar = document.querySelector('.sg-bar');
          const cell = bar.appendChild(document.createElement('i'));
          cell.className = `sg-cell ${tone}`;
          const style = getComputedStyle(cell);
          const shape = `${style.marginTop} ${style.backgroundImage.match(/[\\d.]+%/)?.[0] ?? ''}`;
          cell.remove();
          return shape;
        })"""
    )
    assert len(set(shapes)) == 5, shapes


def test_group_opens_by_keyboard(open_front: Callable[..., Page]) -> None:
    """A folded group is opened with Enter, and shows its components."""
    page = open_front()
    group = page.locator("details.sg-group:not([open])").first
    rows = group.locator(".sg-component")
    expect(rows.first).to_be_hidden()
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.sg-group[open] .sg-component").first).to_be_visible()
    expect(page.locator("details.sg-group:not([open]) .sg-component:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_front_page_does_not_jump(width: int, open_front: Callable[..., Page]) -> None:
    """While the page loads and its scripts run, nothing moves."""
    page = open_front(width=width)
    moved = page.evaluate(
        """() => new Promise((resolve) => {
          let sum = 0;
          const add = (entries) => { for (const entry of entries) sum += entry.value; };
          const observer = new PerformanceObserver((list) => add(list.getEntries()));
          observer.observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => {
            add(observer.takeRecords());
            resolve(sum);
          }));
        })"""
    )
    assert moved < 0.02


def test_nothing_moves_for_who_wants_it_still(open_front: Callable[..., Page]) -> None:
    """With reduced motion nothing of ours is animated."""
    page = open_front(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('.sg-page, .sg-page *')].filter((element) => {
          const style = getComputedStyle(element);
          return style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0)
            || (style.animationName !== 'none' && parseFloat(style.animationDuration) > 0);
        }).map((element) => element.outerHTML.slice(0, 120))"""
    )
    assert moving == []
