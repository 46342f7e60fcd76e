"""Links in texts that another site published: those that only that site could answer."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

__all__ = ["absolute_links"]

_INLINE = re.compile(
    r"(?P<open>!?\[(?P<label>[^\[\]\n]*)\]\()(?P<url><[^<>\n]*>|[^()\s<>]+)(?P<end>(?:\s+\"[^\"\n]*\")?\))"
)
_DEFINITION = re.compile(r"(?m)^(?P<open> {0,3}\[[^\[\]\n]+\]:[ \t]+)(?P<url>\S+)")
_ATTRIBUTE = re.compile(
    r"(?i)(?P<open><(?:a|img)\b[^<>]*?\b(?:href|src)=)(?P<quote>[\"'])(?P<url>[^\"'<>]*)(?P=quote)"
)


def absolute_links(text: str, base: str | None) -> tuple[str, list[str]]:
    """`text` with links that stand on their own, and the links that were rewritten.

    A relative link is joined to `base`, the address of the site that it was written for; without a base it becomes
    plain text, because it would lead nowhere. Links within the text (`#place`) stay.
    """
    site = base if base and urlsplit(base).scheme in {"http", "https"} and urlsplit(base).netloc else None
    found: list[str] = []

    def inline(match: re.Match[str]) -> str:
        url = match["url"].strip("<>")
        if not _is_relative(url):
            return match[0]
        found.append(url)
        if site is None:
            return f"{match['label']} (`{url}`)"
        return f"{match['open']}{urljoin(site, url)}{match['end']}"

    def definition(match: re.Match[str]) -> str:
        url = match["url"].strip("<>")
        if site is None or not _is_relative(url):
            return match[0]
        found.append(url)
        return f"{match['open']}{urljoin(site, url)}"

    def attribute(match: re.Match[str]) -> str:
        if site is None or not _is_relative(match["url"]):
            return match[0]
        found.append(match["url"])
        return f"{match['open']}{match['quote']}{urljoin(site, match['url'])}{match['quote']}"

    text = _INLINE.sub(inline, text)
    text = _DEFINITION.sub(definition, text)
    text = _ATTRIBUTE.sub(attribute, text)
    return text, found


def _is_relative(url: str) -> bool:
    # A footnote or a task list may look like a definition; what begins with a scheme or a mail address is no path.
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and bool(parts.path) and "@" not in url
