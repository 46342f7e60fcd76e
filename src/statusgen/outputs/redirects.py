"""Old addresses that lead to the page that took their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from statusgen.derive.view import View
from statusgen.outputs.paths import incident_path, postmortem_path, root_of

__all__ = ["redirect_files"]


def redirect_files(view: View) -> Mapping[str, bytes]:
    """A small page for each alias, and for `/incidents/`, by its path."""
    return {path: _redirect(view.site.url, path, target) for path, target in _redirects(view)}


def _redirects(view: View) -> Iterator[tuple[str, str]]:
    """Pairs of a file's path and the path to which it leads."""
    yield "incidents/index.html", "history/"
    records = [(facts.incident.aliases, incident_path(facts)) for facts in view.records]
    records += [(postmortem.aliases, postmortem_path(postmortem)) for postmortem in view.postmortems]
    for aliases, target in records:
        for alias in aliases:
            path = alias.lstrip("/")
            yield (f"{path}index.html" if path.endswith("/") else path), target


def _redirect(site_url: str, path: str, target: str) -> bytes:
    # Relative, so that it works below a sub-path and on a preview of another host as well.
    link = escape(root_of(path) + target)
    canonical = escape(site_url + target)
    return (
        "<!doctype html>\n"
        '<html lang="en">\n'
        '<meta charset="utf-8">\n'
        "<title>This page has moved</title>\n"
        '<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{canonical}">\n'
        f'<meta http-equiv="refresh" content="0; url={link}">\n'
        f'<p>This page has moved: <a href="{link}">{canonical}</a></p>\n'
        "</html>\n"
    ).encode()
