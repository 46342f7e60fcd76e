"""The addresses of pages: from titles, from files, from links."""

from __future__ import annotations

import pytest

from statusgen.content.addresses import OutputPaths, is_published, is_taken
from statusgen.content.links import page_path, published_path
from statusgen.content.slugs import slug_of, slug_problem


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Checkout errors in Europe", "checkout-errors-in-europe"),
        ("  API: 50% of requests fail!  ", "api-50-of-requests-fail"),
        ("Störung im Café", "storung-im-cafe"),
        ("We can't pay, don’t ask", "we-cant-pay-dont-ask"),
        ("支払い", ""),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 80, "x" * 60),
    ],
)
def test_a_title_becomes_a_part_of_a_url(title: str, slug: str) -> None:
    """Words are kept whole, accents are dropped, and what cannot be written is left out."""
    assert slug_of(title) == slug
    assert not slug or not list(slug_problem(slug, "a.md"))


@pytest.mark.parametrize(
    ("target", "published"),
    [
        ("other.md", "incidents/other/"),
        ("./other.md#part", "incidents/other/#part"),
        ("2025/older.md", "incidents/older/"),
        ("../about.md?x=1", "about/?x=1"),
        ("../index.md", ""),
        ("../team/README.md", "team/"),
        ("../postmortems/lesson.md", "postmortems/lesson/"),
        ("../files/graph.png", "files/graph.png"),
        ("/", ""),
        ("/history/", "history/"),
        ("/about.md", "about/"),
        ("#part", None),
        ("", None),
        ("https://example.com/a.md", None),
        ("//example.com/a.md", None),
        ("mailto:a@example.com", None),
        ("https://[::1", None),
    ],
)
def test_a_link_between_files_leads_between_pages(target: str, published: str | None) -> None:
    """Seen from a file below `incidents/`; None stays as it is."""
    assert published_path(target, "incidents/this.md") == published


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("index.md", ""),
        ("about.md", "about/"),
        ("team/index.md", "team/"),
        ("incidents/2025/deep/older.md", "incidents/older/"),
        ("files/graph.png", "files/graph.png"),
        ("notes.markdown", "notes.markdown"),
    ],
)
def test_a_markdown_file_is_published_as_a_directory(file: str, path: str) -> None:
    """Records stand in one directory wherever their files do."""
    assert page_path(file) == path


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("", True),
        ("index.html", True),
        ("about/", True),
        ("about/index.html", True),
        ("history/2026/", True),
        ("history/2026/11/", True),
        ("feed.rss", True),
        ("components/api/feed.atom", True),
        ("components/api/badge.svg", True),
        ("api/v2/summary.json", True),
        ("api/v2/incidents/checkout-errors.json", True),
        ("api/v1/summary", True),
        ("summary.json", True),
        ("summary/", False),
        ("assets/stylesheets/main.css", True),
        ("sitemap.xml", True),
        ("feed.json", True),
        ("history.atom", True),
        ("components/api/history.rss", True),
        ("components/api/feed.json", True),
        ("badge.json", True),
        ("maintenance.ics", True),
        ("components/api/maintenance.ics", True),
        ("incidents/upgrade/maintenance.ics", True),
        ("maintenance/history.rss", True),
        ("maintenance", True),
        ("maintenance/", False),
        ("maintenance.html", False),
        ("insights/", True),
        ("history/2026/index.html", True),
        ("issues/old/", False),
        ("history/old/", False),
        ("feed.rss.html", False),
    ],
)
def test_an_old_address_may_not_hide_what_the_site_publishes(path: str, taken: bool) -> None:
    """Pages, feeds, data files and what the theme brings."""
    assert is_taken(path, {"", "about/"}) is taken


PAGES = {"", "about/", "components/api/", "history/2026/"}


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("", True),
        ("index.html", True),
        ("about/", True),
        ("feed.rss", True),
        ("badge.svg", True),
        ("alert-bar.json", True),
        ("components/api/feed.atom", True),
        ("components/api/badge.svg", True),
        ("components/other/badge.svg", False),
        ("about/feed.rss", False),
        ("history/2026/", True),
        ("history/1999/", False),
        ("assets/stylesheets/main.css", True),
        ("feed.json", True),
        ("history.rss", True),
        ("components/api/history.atom", True),
        ("components/other/feed.json", False),
        ("badge.json", True),
        ("maintenance.ics", True),
        ("components/api/maintenance.ics", True),
        ("maintenance/feed.rss", True),
        ("maintenance/badge.svg", False),
        ("incidents/upgrade/maintenance.ics", False),
        ("api/v2/summary.json", True),
        ("api/v2/incidents/unresolved.json", True),
        ("api/v2/incidents/3kb5789w6mak.json", True),
        ("api/v2/incidents/checkout-errors.json", False),
        ("api/v2/scheduled-maintenances/active.json", True),
        ("api/v2/incidents/active.json", False),
        ("api/v2/summary", False),
        ("api/v1/summary", True),
        ("summary.json", True),
        ("about/summary.json", False),
        ("insights/", False),
    ],
)
def test_a_link_may_lead_to_what_answers_and_not_to_what_is_only_kept_free(
    path: str, published: bool
) -> None:
    """An address may be reserved for the site before anything stands there."""
    assert is_published(path, PAGES) is published


def test_any_month_may_have_a_page_while_the_record_is_unknown() -> None:
    """A draft is judged before the other records are read."""
    assert is_published("history/1999/01/", PAGES, are_months_known=False)


@pytest.mark.parametrize(
    ("alias", "problem"),
    [
        ("maintenance", "is a directory: /maintenance/feed.rss lies in it"),
        ("maintenance/feed.json", "is the address of another page"),
        ("incidents/upgrade/maintenance.ics", "is the address of another page"),
        ("maintenance.ics/old/", "lies below /maintenance.ics, which is a file"),
    ],
)
def test_old_address_may_not_stand_in_the_way_of_a_feed(alias: str, problem: str) -> None:
    """Feeds and calendars keep their places, and their directories stay directories."""
    clash = OutputPaths({""}).clash(alias)
    assert clash is not None
    assert clash[0] == problem


@pytest.mark.parametrize("alias", ["maintenance/", "maintenance/old/", "maintenance/feed.xml"])
def test_old_address_may_stand_beside_the_feeds(alias: str) -> None:
    """What is free below a directory of feeds can be used."""
    assert OutputPaths({""}).clash(alias) is None
