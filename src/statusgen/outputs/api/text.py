"""Authors' texts for clients that know no page: markdown in which every link is whole and nothing can run."""

from __future__ import annotations

import re

from statusgen.content.links import published_path

__all__ = ["api_text"]

# Code is matched first, so that what looks like a link in it stays as it is. A fence that nothing closes goes on to the
# end, and a span has a greatest length: so no text makes this search through the rest of it again and again.
_LINK = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?P<ticks>(?<!`)`+(?!`)).{1,1000}?(?<!`)(?P=ticks)(?!`))"
    r"|<(?P<bare>https?://[^\s<>]+)>"
    r"|(?P<open>\]\([ \t]*|^ {0,3}\[[^\[\]\n]+\]:[ \t]+)(?:(?P<url>[^()\s<>]+)|<(?P<quoted>[^<>\n]+)>)",
    re.MULTILINE | re.DOTALL,
)
_UNLIKE_MOST = re.compile(r"\]\((?!https?://)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def api_text(text: str, *, source: str, page: str, root: str) -> str:
    """`text` as a client may show it, which is as plain text, as markdown, or (against all advice) as HTML.

    Relative links become absolute: `source` is the author's file relative to the content directory, `page` the path
    of the page that shows the text, `root` the address of the site. A `<` that would begin a tag becomes `&lt;`,
    because there are clients that put texts into pages as they are; `<https://…>` is a link without its signs too.
    """

    def served(match: re.Match[str]) -> str:
        if text := match["code"] or match["bare"]:
            return text
        url = match["url"] or match["quoted"].strip().replace(" ", "%20")
        return match["open"] + _whole(url, source, page, root)

    # Most links lead to another site and stay as they are, and to see that takes a fraction of the time.
    if "]:" in text or "<http" in text or _UNLIKE_MOST.search(text):
        text = _LINK.sub(served, text)
    return _TAG.sub("&lt;", text) if "<" in text else text


def _whole(url: str, source: str, page: str, root: str) -> str:
    if url.startswith("#"):
        return f"{root}{page}{url}"
    path = published_path(url, source)
    return url if path is None else f"{root}{path}"
