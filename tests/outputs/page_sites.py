"""Sites whose pages are tested, and pages as a parser sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lxml import html
from tests.outputs.feed_sites import NOW, lesson, moment, record, site_of, update

from statusgen.derive.view import view_of
from statusgen.model import Action, Component, ComponentStatus, Kind, Settings, Site, UpdateStatus
from statusgen.outputs.pages import PageMaker
from statusgen.outputs.pages.front import front_page
from statusgen.outputs.pages.page import Page
from statusgen.outputs.pages.postmortems import postmortem_page
from statusgen.outputs.pages.site_pages import overview_pages, record_page
from statusgen.outputs.templates import Templates

SINCE = moment("2024-03-01").date()
CHECKOUT = Component(
    id="checkout", name="Checkout", group="Shop", description="Paying", since=SINCE, slo=99.9
)
SEARCH = Component(id="search", name="Search", group="Shop", since=SINCE)
API = Component(id="api", name="API", group="Developers", since=SINCE)
EMAIL = Component(id="email", name="E-mail", since=SINCE, upstream="https://status.letterbox.example/")
FAX = Component(id="fax", name="Fax", since=SINCE, retired=moment("2026-01-31").date())
COMPONENTS = (CHECKOUT, SEARCH, API, EMAIL, FAX)

OPEN = record(
    "card-errors",
    update("2026-11-20 14:05"),
    update(
        "2026-11-20 14:20",
        UpdateStatus.IDENTIFIED,
        "It is **known**.",
        {"checkout": ComponentStatus.MAJOR_OUTAGE},
    ),
    title="Card errors",
)
OVER = record(
    "slow-search",
    update("2026-11-12 10:00"),
    update("2026-11-12 10:57", UpdateStatus.RESOLVED, "It is fast again."),
    title="Slow search",
    components={"search": ComponentStatus.DEGRADED_PERFORMANCE},
)
OLD = record(
    "fax-jam",
    update("2025-06-03 10:00"),
    update("2025-06-03 12:00", UpdateStatus.RESOLVED),
    title="Paper jam",
    components={"fax": ComponentStatus.MAJOR_OUTAGE},
)
AHEAD = record(
    "larger-database",
    update("2026-11-18 09:00", UpdateStatus.SCHEDULED, "We make room."),
    title="A larger database",
    kind=Kind.MAINTENANCE,
    components={"api": ComponentStatus.UNDER_MAINTENANCE},
    starts=moment("2026-11-24 05:00"),
    ends=moment("2026-11-24 06:30"),
)
NOTICE = record(
    "postal-strike",
    update("2026-11-19 09:00", UpdateStatus.POSTED, "Parcels wait."),
    title="Postal strike",
    kind=Kind.NOTICE,
    components={},
)
LESSON = lesson(
    "fast-search",
    title="Why search was slow",
    incidents=("slow-search",),
    contributing_factors=("No index",),
    actions=(
        Action(title="Add an index", kind="prevent", status="done"),
        Action(
            title="Watch the queries",
            kind="detect",
            status="open",
            owner="shop team",
            due=moment("2026-11-01").date(),
        ),
    ),
)
# fmt: off
SHOP = site_of(
    OLD, OVER, AHEAD, NOTICE, OPEN, components=COMPONENTS, postmortems=(LESSON,),
    settings=Settings(update_every={"major": timedelta(minutes=30), "critical": timedelta(minutes=30)}),  # type: ignore[dict-item]
)
# fmt: on


@dataclass(frozen=True)
class Document:
    """A parsed page."""

    page: Page
    root: Any

    def find(self, path: str) -> Any:
        """The one element at an XPath; fails when there is another number of them."""
        found = self.root.xpath(path)
        assert len(found) == 1, f"{len(found)} times {path}"
        return found[0]

    def all(self, path: str) -> list[Any]:
        """What an XPath finds."""
        return list(self.root.xpath(path))

    def text(self, path: str) -> str:
        """The words of the one element at an XPath."""
        return words_of(self.find(path))

    def texts(self, path: str) -> list[str]:
        """The words of each element at an XPath."""
        return [words_of(element) for element in self.root.xpath(path)]


def words_of(element: Any) -> str:
    """What a reader reads in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def has(name: str) -> str:
    """An XPath condition: the element has the class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def maker_of(site: Site, now: datetime = NOW, templates: Templates | None = None) -> PageMaker:
    """What makes the pages of `site`."""
    return PageMaker(view_of(site, now), templates or Templates.load("en"))


def every_page(maker: PageMaker) -> Iterator[Page]:
    """All pages without their frames, the front page and the postmortems included."""
    yield front_page(maker)
    yield from overview_pages(maker)
    for index in range(len(maker.view.records)):
        yield record_page(maker, index)
    for postmortem in maker.view.postmortems:
        yield postmortem_page(maker, postmortem, "")


def parsed_pages(site: Site, now: datetime = NOW) -> Mapping[str, Document]:
    """Each page of `site` by its path, parsed."""
    return {
        page.path: Document(page, html.document_fromstring(page.html))
        for page in every_page(maker_of(site, now))
    }


def front_of(site: Site, now: datetime = NOW) -> Document:
    """The front page of `site`, parsed."""
    page = front_page(maker_of(site, now))
    return Document(page, html.document_fromstring(page.html))
