from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from statusgen.derive.view import view_of
from statusgen.model import Component, ComponentStatus, Incident, Site, Update, UpdateStatus
from statusgen.outputs.badges import badge_files, badge_svg

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
_SVG = "{http://www.w3.org/2000/svg}"


def _files(statuses: dict[str, ComponentStatus]) -> Mapping[str, bytes]:
    """The badges of a site whose components `a`, `b` and the retired `old` have these statuses."""
    incident = Incident(
        slug="one",
        path="content/incidents/one.md",
        title="One",
        components=statuses,
        updates=[Update(status=UpdateStatus.INVESTIGATING, at=NOW, text="")],
    )
    site = Site(
        name="Scarf Shop Status",
        url="https://status.example.com/",
        components=(
            Component(id="a", name="Checkout"),
            Component(id="b", name="Search"),
            Component(id="old", name="Fax", retired=date(2025, 1, 31)),
        ),
        incidents=[incident],
    )
    return badge_files(view_of(site, NOW))


def _badges(statuses: dict[str, ComponentStatus]) -> dict[str, ElementTree.Element]:
    """The pictures among them."""
    found = {path: svg for path, svg in _files(statuses).items() if path.endswith(".svg")}
    return {path: ElementTree.fromstring(svg) for path, svg in found.items()}  # noqa: S314


def _texts(badge: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in badge.iter(f"{_SVG}text")]


def test_the_site_and_each_component_have_a_badge() -> None:
    """A badge's address once published answers for ever: a retired component keeps its own."""
    badges = _badges({"a": ComponentStatus.MAJOR_OUTAGE})
    assert {path: _texts(badge) for path, badge in badges.items()} == {
        "badge.svg": ["Scarf Shop Status", "Partial system outage"],
        "components/a/badge.svg": ["Checkout", "Major outage"],
        "components/b/badge.svg": ["Search", "Operational"],
        "components/old/badge.svg": ["Fax", "Retired"],
    }


def test_each_badge_has_data_that_say_the_same() -> None:
    """Beside each picture stand its words and its colour, as shields.io draws them from an endpoint."""
    files = _files({"a": ComponentStatus.MAJOR_OUTAGE})
    data = {path: json.loads(file) for path, file in files.items() if path.endswith(".json")}
    assert data["components/a/badge.json"] == {
        "schemaVersion": 1,
        "label": "Checkout",
        "message": "Major outage",
        "color": "b3261e",
        "labelColor": "40474f",
    }
    for path, badge in _badges({"a": ComponentStatus.MAJOR_OUTAGE}).items():
        words = data[path.replace(".svg", ".json")]
        colours = [shape.get("fill", "").removeprefix("#") for shape in badge.iter(f"{_SVG}path")]
        assert [words["label"], words["message"]] == _texts(badge)
        assert [words["labelColor"], words["color"]] == colours
    assert len(files) == 2 * len(data)


@pytest.mark.parametrize("status", list(ComponentStatus))
def test_each_status_has_its_words_and_a_colour_that_white_can_be_read_on(status: ComponentStatus) -> None:
    """Texts have a contrast of 4.5:1 or more, and no state is told by colour alone."""
    badge = _badges({"a": status})["components/a/badge.svg"]
    fills = [shape.get("fill", "") for shape in badge.iter(f"{_SVG}path")]
    assert min(map(_contrast_with_white, fills)) >= 4.5
    assert _texts(badge)[1].lower() == status.replace("_", " ")


def test_statuses_differ_in_colour() -> None:
    """Five statuses have five colours."""
    colours = {
        list(_badges({"a": status})["components/a/badge.svg"].iter(f"{_SVG}path"))[1].get("fill")
        for status in ComponentStatus
    }
    assert len(colours) == 5


def test_a_badge_is_named_for_those_who_do_not_see_it() -> None:
    """The whole picture is one image with a name."""
    badge = _badges({})["badge.svg"]
    assert badge.get("role") == "img"
    assert badge.get("aria-label") == "Scarf Shop Status: All systems operational"
    assert badge.findtext(f"{_SVG}title") == badge.get("aria-label")


def test_a_long_name_is_cut_for_the_eye_and_whole_in_the_title() -> None:
    """No name makes a badge wider than a column of text."""
    badge = ElementTree.fromstring(badge_svg("word " * 40, "Operational", "#1a7f4b"))  # noqa: S314
    assert _texts(badge)[0].endswith("word…")
    assert int(badge.get("width", "")) < 400
    assert badge.findtext(f"{_SVG}title") == ("word " * 40).strip() + ": Operational"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("<b>& \"x\" 'y'", "<b>& \"x\" 'y'", id="markup"),
        pytest.param("a\nb\t c", "a b c", id="white space"),
        pytest.param("a\x00\x07b", "ab", id="control characters"),
        pytest.param("a\ud800b\ufffe", "ab", id="no characters"),
        pytest.param("\u202egnp.exe", "gnp.exe", id="turned around"),
        pytest.param("日本語 🧣", "日本語 🧣", id="wide characters"),
    ],
)
def test_names_are_shown_as_written(name: str, shown: str) -> None:
    """Whatever a name holds, the badge is well-formed and shows what can be shown."""
    assert _texts(ElementTree.fromstring(badge_svg(name, "Operational", "#1a7f4b")))[0] == shown  # noqa: S314


@settings(deadline=None)  # rules, not speed
@given(st.text(max_size=300))
def test_every_name_gives_well_formed_xml_of_a_bounded_width(name: str) -> None:
    """No text whatever breaks a badge."""
    badge = ElementTree.fromstring(badge_svg(name, name, "#1a7f4b"))  # noqa: S314
    assert 20 <= int(badge.get("width", "")) <= 500


@pytest.mark.browser
@pytest.mark.parametrize(
    "text",
    ["Scarf Shop Status", "Illinois (il) fjord", "MWMW @ 100 %", "Operational", "Größe ÄÖÜ", "ŁÓDŹ łódź"],
)
def test_texts_fit_into_their_halves(text: str, svg_page: Page) -> None:
    """In a real browser each text ends at least three pixels before its half does."""
    svg_page.set_content(badge_svg(text, text, "#1a7f4b").decode())
    halves = svg_page.evaluate(
        """() => [...document.querySelectorAll('text')].map((text, index) =>
          [text.getComputedTextLength(), document.querySelectorAll('path')[index].getBBox().width])"""
    )
    for needed, room in halves:
        assert needed + 6 <= room <= needed * 1.35 + 20


@pytest.fixture(scope="module")
def svg_page(browser: Browser) -> Iterator[Page]:
    """An empty page of a real browser."""
    page = browser.new_page()
    yield page
    page.close()


def _contrast_with_white(colour: str) -> float:
    """The contrast of `colour` (`#rrggbb`) with white, as WCAG 2 defines it."""
    assert re.fullmatch("#[0-9a-f]{6}", colour)
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
