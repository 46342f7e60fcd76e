"""The pages that the alert bar is measured on are all the same shop."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.alert_bar_sites import served
from benchmarks.shop import PAGES, shop_files, shop_page
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

ESBUILD = Path(__file__).parents[2] / "node_modules" / ".bin" / "esbuild"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_articles_and_does_what_its_script_does(open_page: OpenPage, name: str) -> None:
    """Whether the server tells them or an application draws them."""
    is_drawn = name == "an application"
    if is_drawn and not (ESBUILD.is_file() and shutil.which("node")):
        pytest.skip("esbuild and React are missing: run `npm install` (needs Node.js)")
    page = open_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with served() as shop:
        shop.files.update(shop_files([name]))
        shop.files["/"] = (shop_page(name, "<meta name=tag>").encode(), "text/html; charset=utf-8")
        page.goto(f"{shop.url}/")
        expect(page.locator("main li")).to_have_count(120)
        expect(page.locator("main li").last).to_contain_text("Scarf 119")
        note = page.locator("header p")
        if PAGES[name].script:
            expect(note).to_have_text("3 scarves in your basket, 0 seen")
        else:
            expect(note).to_have_count(0)
        if is_drawn:
            page.get_by_role("button", name="Buy").last.click()
            expect(note).to_have_text("4 scarves in your basket, 0 seen")
        assert page.locator("head meta[name=tag]").count() == 1
    assert errors == []
