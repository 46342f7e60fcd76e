"""What the owner of a page chooses with the attributes of the tag, in Firefox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.firefox.settled import wait_until_settled
from tests.browser.origins import answer_with
from tests.browser.two_sites import SHOWN, Sites, assert_unharmed

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]

BAR = "statusgen-alert-bar >>> section"
BUTTON = "statusgen-alert-bar >>> button"
ROOT = "document.querySelector('statusgen-alert-bar').shadowRoot"


def _holders(sites: Sites, tags: dict[str, str]) -> str:
    """A page with a bar for each of `tags`, each in an element of its own."""
    return sites.page(
        head="".join(
            sites.tag(f'data-target="#{name}" {attributes} defer') for name, attributes in tags.items()
        ),
        body="".join(f'<div id="{name}"></div>' for name in tags),
    )


def _told(name: str) -> str:
    """What the bar in a holder says, as an expression."""
    return f"document.querySelector('#{name} > *')?.shadowRoot.querySelector('section').innerText"


@pytest.mark.parametrize(
    ("position", "place"),
    [("top", "above"), ("bottom", "below"), ("sticky-top", "first"), ("sticky-bottom", "last")],
)
def test_a_bar_flows_with_the_page_or_stays_in_view(
    position: str, place: str, open_tab: OpenTab, sites: Sites
) -> None:
    """In flow it stands above or below the page and scrolls with it; a sticky one is always there."""
    style = "<style>body { height: 3000px; margin: 0 } h1 { margin: 0 }</style>"
    tab = open_tab(sites.page(head=style + sites.tag(f"data-position={position} defer")))
    tab.place(BUTTON)
    tab.evaluate("scrollTo(0, 1500)")
    left, top, width, height = tab.place(BAR)
    assert top == {"above": -1500, "below": 1500, "first": 0, "last": 800 - height}[place]
    assert (left, width) == (0, tab.evaluate("document.documentElement.clientWidth"))
    assert_unharmed(tab)


def test_components_groups_and_impact_choose_what_is_told(open_tab: OpenTab, sites: Sites) -> None:
    """The first of what is left is told, and the others counted; where nothing is left there is no bar."""
    sites.tell(
        sites.incident(title="Payments"),
        sites.incident(title="Pictures", id="b", impact="minor", components=["cdn"], groups=["Providers"]),
        sites.incident(title="A trifle", id="c", impact="none", components=[], groups=[]),
    )
    expected = {
        "all": ("", "Payments", "2 more"),
        "critical": ("data-impact=critical", "", ""),
        "major": ("data-impact=major", "Payments", ""),
        "minor": ("data-impact=minor", "Payments", "1 more"),
        "none": ("data-impact=none", "Payments", "2 more"),
        "component": ("data-components='fax, cdn ,'", "Pictures", ""),
        "group": ("data-groups=Providers", "Pictures", ""),
        "both": ("data-groups=Providers data-impact=major", "", ""),
    }
    tab = open_tab(_holders(sites, {name: attributes for name, (attributes, _, _) in expected.items()}))
    wait_until_settled(tab, sites)
    for name, (_, title, others) in expected.items():
        told = tab.evaluate(_told(name)) or ""
        assert title in told
        assert others in told
        assert bool(told) is bool(title)
        assert ("more" in told) is bool(others)
    assert_unharmed(tab)


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
    impact: str, role: str, open_tab: OpenTab, sites: Sites
) -> None:
    """A major or critical incident is an alert as it comes; the text of a status enters a region already known."""
    begun = {"starts_at": "2026-01-01T00:00:00Z"} if impact == "maintenance" else {}
    sites.tell(sites.incident(impact=impact, **begun))
    watch = """<script>new MutationObserver(changes => {
      const live = changes.flatMap(change => [...change.addedNodes])
        .find(node => node.shadowRoot)?.shadowRoot.querySelector('[role]');
      if (live) window.atFirst = live.firstChild.ariaHidden;
    }).observe(document.documentElement, {childList: true})</script>"""
    tab = open_tab(sites.page(head=watch + sites.tag()))
    tab.wait_for(SHOWN)
    assert tab.evaluate(f"{ROOT}.querySelector('[role]').role") == role
    assert tab.evaluate("window.atFirst") == ("true" if role == "status" else None)
    tab.wait_for(f"{ROOT}.querySelector('[role] > p').ariaHidden === null")
    assert_unharmed(tab)


def test_a_language_is_that_of_words_if_there_are_any(open_tab: OpenTab, sites: Sites) -> None:
    """Words come from a file of that language; where there is none, the site's own words stay."""
    sites.tell(languages=["de"])
    german = sites.data(sites.incident(details="Erkannt"), language="de")
    sites.status.answers["/alert-bar.de.json"] = answer_with(german)
    tab = open_tab(_holders(sites, {"de": "data-lang=de", "fr": "data-lang=fr", "odd": "data-lang='en_US!'"}))
    tab.wait_for(f"{_told('de')}?.includes('Erkannt')")
    for name in ("fr", "odd"):
        tab.wait_for(f"{_told(name)}?.includes('Identified')")
    languages = f"['a', 'div', 'button'].map(name => {_root('de')}.querySelector(name).lang).join()"
    assert tab.evaluate(languages) == "en,de,de"
    assert_unharmed(tab)


def test_colours_are_the_pages_own(open_tab: OpenTab, sites: Sites) -> None:
    """Text, ground and mark; what is no colour changes nothing, and what one value leaves open no other closes."""
    tags = {
        "plain": "",
        "own": "data-color-text=#123456 data-color-background=rgb(250,251,252) data-color-major=rebeccapurple",
        "odd": "data-color-text='red;} * {display: none' data-color-major=plenty",
        "open": """data-color-text='var(--x,"' data-color-background='var(--y,"*/)}i{display:none}")'""",
    }
    tab = open_tab(_holders(sites, tags))
    colours = {}
    for name in tags:
        tab.wait_for(f"{_told(name)}?.includes('Checkout errors')")
        style = f"(part => getComputedStyle({_root(name)}.querySelector(part)))"
        colours[name] = tab.evaluate(
            f"[{style}('section').color, {style}('section').backgroundColor, {style}('i').borderTopColor]"
        )
        assert tab.evaluate(f"[{style}('section').display, {style}('i').display]") == ["flex", "block"]
    assert colours["own"] == ["rgb(18, 52, 86)", "rgb(250, 251, 252)", "rgb(102, 51, 153)"]
    assert colours["odd"] == colours["plain"]
    assert_unharmed(tab)


def _root(name: str) -> str:
    """The shadow tree of the bar in a holder, as an expression."""
    return f"document.querySelector('#{name} > *').shadowRoot"
