"""A page that appears before another one goes without its link to it, for a moment."""

from __future__ import annotations

import pytest

from statusgen.publishing.standins import linked_files, without_links

PAGE = "incidents/b/index.html"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("../a/", "incidents/a/index.html"),
        ("../a/#update-1", "incidents/a/index.html"),
        ("../a/?x=1#y", "incidents/a/index.html"),
        ("../../", "index.html"),
        ("..", "incidents/index.html"),
        ("./", PAGE),
        ("../../feed.rss", "feed.rss"),
        ("../../images/a%20b.png", "images/a b.png"),
        ("#here", None),
        ("/history/", None),
        ("https://example.com/a/", None),
        ("mailto:help@example.com", None),
        ("../../../outside", None),
        ("", None),
    ],
)
def test_a_relative_address_names_a_file_of_the_site(address: str, file: str | None) -> None:
    """Every other address is nobody's concern here."""
    html = f'<p><a class="x" href="{address}">there</a></p>'.encode()
    assert linked_files(html, PAGE) == ({file} if file else set())


def test_only_links_to_what_is_missing_lead_elsewhere() -> None:
    """To the front page, which is always there."""
    html = b'<a href="../a/#u">a</a><a rel="prev" href="../c/">c</a><img src="../a/x.png">'
    found = without_links(html, PAGE, {"incidents/a/index.html", "incidents/a/x.png"})
    assert found == b'<a href="../../">a</a><a rel="prev" href="../c/">c</a><img src="../../">'
