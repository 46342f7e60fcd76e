"""The addresses of pages: from titles, from files, from links."""

from __future__ import annotations

import pytest

from statusgen.content.addresses import is_published, is_taken
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
        ("assets/stylesheets/main.css", True),
        ("sitemap.xml", True),
        ("feed.json", True),
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
        ("feed.json", False),
        ("api/v2/summary.json", False),
        ("maintenance.ics", False),
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
