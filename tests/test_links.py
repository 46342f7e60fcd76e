"""Links within the site lead somewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

_LINKS = "//body//@href | //body//@src | //script/@src | //link/@href"


def _published_file(site_dir: Path, path: str) -> Path:
    return site_dir / (path + "index.html" if path.endswith("/") or not path else path)


def _targets(document: html.HtmlElement) -> set[str]:
    """What the fragments of links may name."""
    return {*document.xpath("//@id"), *document.xpath("//a/@name"), "", "__top"}


def test_every_link_within_the_site_leads_somewhere(demo_site: Path, demo_path: str) -> None:
    """Every link, image, script and style sheet names a published file, every fragment an element."""
    base = f"http://site.invalid{demo_path}"
    parser = html.HTMLParser(encoding="utf-8")
    documents = {
        file: html.document_fromstring(file.read_bytes(), parser=parser)
        for file in sorted(demo_site.rglob("*.html"))
    }
    targets = {file: _targets(document) for file, document in documents.items()}
    broken = []
    for file, document in documents.items():
        page = base + file.relative_to(demo_site).as_posix().removesuffix("index.html")
        for link in document.xpath(_LINKS):
            url = urlsplit(urljoin(page, link))
            if url.hostname != "site.invalid":
                continue
            found = _published_file(demo_site, unquote(url.path).removeprefix(demo_path))
            if not found.is_file() or unquote(url.fragment) not in targets.get(
                found, {unquote(url.fragment)}
            ):
                broken.append(f"{file.relative_to(demo_site)}: {link}")
    assert not broken, "\n" + "\n".join(broken[:40])
