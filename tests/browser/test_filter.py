"""The history can be narrowed to a component and an impact."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from statusgen.outputs.pages.months import FOLDED_FROM

pytestmark = pytest.mark.browser

TITLES = ".sg-record:visible .sg-record-title a"


@pytest.fixture
def history(demo_url: str, open_page: Callable[..., Page]) -> Page:
    """The history of the demonstration."""
    page = open_page()
    page.goto(demo_url + "history/")
    return page


def _shown(page: Page) -> list[str]:
    return page.locator(".sg-record").evaluate_all(
        """records => records.filter((record) => record.checkVisibility())
          .map((record) => `${record.dataset.sgComponents}|${record.dataset.sgImpact}`)"""
    )


def test_choosing_a_component_hides_the_records_of_others(history: Page) -> None:
    """What is left names the component, months without a record go, and the address tells the choice."""
    everything = _shown(history)
    history.get_by_label("Component").select_option("checkout")
    shown = _shown(history)
    assert 0 < len(shown) < len(everything)
    assert all("checkout" in record.split("|")[0].split() for record in shown)
    expect(history).to_have_url(re.compile(r"history/\?component=checkout$"))
    for section in history.locator("[data-sg-filtered]:visible").all():
        assert section.locator(".sg-record:visible").count() > 0


def test_both_choices_hold_together(history: Page) -> None:
    """Component and impact narrow the list together; going back to all shows all."""
    everything = _shown(history)
    history.get_by_label("Impact").select_option("maintenance")
    assert {record.split("|")[1] for record in _shown(history)} == {"maintenance"}
    history.get_by_label("Component").select_option("accounts")
    assert all(record.endswith("|maintenance") and "accounts" in record for record in _shown(history))
    history.get_by_label("Component").select_option("")
    history.get_by_label("Impact").select_option("")
    assert _shown(history) == everything
    expect(history).to_have_url(re.compile("history/$"))


def test_choice_can_be_shared(demo_url: str, open_page: Callable[..., Page]) -> None:
    """An address with a choice opens with that choice."""
    page = open_page()
    page.goto(demo_url + "history/?component=search&impact=minor")
    assert page.get_by_label("Component").input_value() == "search"
    assert page.get_by_label("Impact").input_value() == "minor"
    assert all(record.endswith("|minor") and "search" in record for record in _shown(page))


def test_nothing_that_matches_is_said(demo_url: str, open_page: Callable[..., Page]) -> None:
    """An empty list says that it is empty, to screen readers too."""
    page = open_page()
    page.goto(demo_url + "history/?component=wholesale-ftp&impact=critical")
    assert _shown(page) == []
    assert page.get_by_role("status").filter(has_text="Nothing here matches.").is_visible()


def test_unknown_choice_is_ignored(demo_url: str, open_page: Callable[..., Page]) -> None:
    """An old address with a component that is gone shows everything."""
    page = open_page()
    page.goto(demo_url + "history/?component=no-such&impact=%22%3E")
    assert page.get_by_label("Component").input_value() == ""
    assert len(_shown(page)) > 0


def test_without_scripts_components_are_links(demo_url: str, open_page: Callable[..., Page]) -> None:
    """Without JavaScript the choices are links to the components' own pages."""
    page = open_page(java_script_enabled=False)
    page.goto(demo_url + "history/")
    assert page.locator(".sg-filter form").is_hidden()
    assert page.locator(".sg-filter a").count() == 14


@pytest.fixture
def busy_month(site_dir_of: Callable[..., Path], serve: Callable[..., str]) -> str:
    """The address of a month with more records than are shown at once."""
    files = {}
    for number in range(FOLDED_FROM):
        day, component = number % 19 + 1, "search" if number == 7 else "checkout"
        files[f"content/incidents/x-{number}.md"] = (
            f"---\ntitle: Number {number}\ncomponents: [{component}]\n---\n\n"
            f"## Resolved - 2026-11-{day:02} {number // 19:02}:00 UTC\n\nIt is over.\n"
        )
    return serve(site_dir_of(files)) + "history/2026/11/"


def test_choice_unfolds_the_days_that_have_it(busy_month: str, open_page: Callable[..., Page]) -> None:
    """A busy month folds its days; what a choice leaves is seen at once, and a link to a day unfolds that day."""
    page = open_page()
    page.goto(busy_month)
    assert page.locator(".sg-record:visible").count() == 0
    page.get_by_label("Component").select_option("search")
    shown = page.locator(".sg-record:visible").all_inner_texts()
    assert [" ".join(text.split()) for text in shown] == ["Number 7 Minor impact · Resolved"]
    assert page.locator("details:visible").count() == 1
    page.goto(busy_month + "#day-2026-11-03")
    page.reload()
    assert page.locator("details[open] > ul:visible").evaluate_all(
        "lists => lists.map((list) => list.id)"
    ) == ["day-2026-11-03"]
