"""Old addresses that lead to the page that took their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.view import View
from statusgen.outputs.paths import incident_path, postmortem_path, root_of

__all__ = ["record_redirects", "redirect_files"]


def redirect_files(view: View) -> Mapping[str, bytes]:
    """A small page for each alias of a postmortem, and for `/incidents/`, by its path."""
    pages = [_redirect(view.site.url, "incidents/index.html", "history/")]
    for postmortem in view.postmortems:
        pages += _redirects(view, postmortem.aliases, postmortem_path(postmortem))
    return dict(pages)


def record_redirects(view: View, facts: IncidentFacts) -> Mapping[str, bytes]:
    """A small page for each alias of a record, by its path."""
    return dict(_redirects(view, facts.incident.aliases, incident_path(facts)))


def _redirects(view: View, aliases: Sequence[str], target: str) -> Iterator[tuple[str, bytes]]:
    for alias in aliases:
        path = alias.lstrip("/")
        yield _redirect(view.site.url, f"{path}index.html" if path.endswith("/") else path, target)


def _redirect(site_url: str, path: str, target: str) -> tuple[str, bytes]:
    """The path of a small page, and the page, which leads to `target`."""
    # Relative, so that it works below a sub-path and on a preview of another host as well.
    link = escape(root_of(path) + target)
    canonical = escape(site_url + target)
    html = (
        "<!doctype html>\n"
        '<html lang="en">\n'
        '<meta charset="utf-8">\n'
        "<title>This page has moved</title>\n"
        '<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{canonical}">\n'
        f'<meta http-equiv="refresh" content="0; url={link}">\n'
        f'<p>This page has moved: <a href="{link}">{canonical}</a></p>\n'
        "</html>\n"
    )
    return path, html.encode()
