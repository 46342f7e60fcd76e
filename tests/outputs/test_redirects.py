"""Old addresses lead to the page that took their place."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from lxml import html
from msgspec.structs import replace
from tests.outputs.feed_sites import NOW, lesson, site_of
from tests.outputs.page_sites import COMPONENTS, OPEN

from statusgen.derive.view import view_of
from statusgen.model import Site
from statusgen.outputs.redirects import record_redirects, redirect_files


def _site(*aliases: str, url: str = "https://status.example.com/") -> Site:
    return site_of(replace(OPEN, aliases=aliases), components=COMPONENTS, url=url)


def _files(site: Site) -> Mapping[str, bytes]:
    view = view_of(site, NOW)
    found = dict(redirect_files(view))
    for facts in view.records:
        found |= record_redirects(view, facts)
    return found


def _document(site: Site, path: str) -> html.HtmlElement:
    return html.document_fromstring(_files(site)[path])


# fmt: off
@pytest.mark.parametrize(
    ("alias", "path", "target"),
    [
        pytest.param("/issues/old-name/", "issues/old-name/index.html", "../../incidents/card-errors/", id="directory"),
        pytest.param("/old.html", "old.html", "./incidents/card-errors/", id="file at the root"),
        pytest.param("/a/b/c.html", "a/b/c.html", "../../incidents/card-errors/", id="file"),
        pytest.param("/old/", "old/index.html", "../incidents/card-errors/", id="directory at the root"),
    ],
)
def test_alias_becomes_a_small_page_that_leads_on(alias: str, path: str, target: str) -> None:
    """An old address answers with a page that leads to the record at once, by a relative link."""
    document = _document(_site(alias), path)
    assert document.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
    assert document.xpath("//a/@href") == [target]
# fmt: on


def test_old_address_tells_search_engines_the_new_one() -> None:
    """The new address is canonical, and the old one leaves the index."""
    document = _document(_site("/old/"), "old/index.html")
    assert document.xpath("//link[@rel='canonical']/@href") == [
        "https://status.example.com/incidents/card-errors/"
    ]
    assert document.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_alias_of_a_postmortem_leads_to_the_postmortem() -> None:
    """Postmortems keep their old addresses, too."""
    site = site_of(postmortems=(lesson("football", incidents=(), aliases=("/blog/football/",)),))
    document = _document(site, "blog/football/index.html")
    assert document.xpath("//a/@href") == ["../../postmortems/football/"]


def test_directory_of_the_incidents_leads_to_the_history() -> None:
    """Whoever cuts an incident's address short comes to all incidents."""
    assert _document(_site(), "incidents/index.html").xpath("//a/@href") == ["../history/"]


def test_each_alias_has_its_page() -> None:
    """A record may have had several addresses."""
    assert set(_files(_site("/a/", "/b/c/"))) == {
        "a/index.html",
        "b/c/index.html",
        "incidents/index.html",
    }


def test_signs_of_html_in_an_address_are_escaped() -> None:
    """An address is text, whatever it holds."""
    document = _document(_site("/old/", url='https://status.example.com/a&b"/'), "old/index.html")
    assert document.xpath("string(//a)") == 'https://status.example.com/a&b"/incidents/card-errors/'
