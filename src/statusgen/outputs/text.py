"""Authors' texts as safe HTML: GitHub-flavoured markdown, sanitised, with links that work where it stands."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup

from statusgen.content.markdown import markdown_html
from statusgen.outputs.sanitising import sanitised, usual_sanitised

__all__ = ["plain_text", "render_text", "shortened"]

_HEADING = re.compile(r"<(/?)h([1-6])>")
_MARKUP = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|pre|tr|div|dd|dt)>|<br>")


def render_text(text: str, *, source: str, page: str, root: str, heading_level: int = 3) -> Markup:
    """`text` as HTML in which nothing can run.

    `source` is the author's file relative to the content directory, which relative links are seen
    from; `page` the path of the page that the text belongs to, and `root` what leads from the place
    where the HTML will stand to the site's root (`../../`, or an absolute address for feeds).
    Headings begin at `heading_level`, without a gap.
    """
    html = markdown_html(text)
    clean = usual_sanitised(text, html)
    if clean is None:
        clean = sanitised(html, source=source, page=page, root=root)
        if "<h" in clean:
            clean = _level_headings(clean, heading_level)
    return Markup(clean.strip())  # noqa: S704  # sanitised above


def _level_headings(html: str, lowest: int) -> str:
    """`html` with its heading levels mapped to `lowest`, `lowest + 1`, … in order, so that none is skipped."""
    levels = sorted({int(match[2]) for match in _HEADING.finditer(html)})
    ranks = {level: min(lowest + rank, 6) for rank, level in enumerate(levels)}
    return _HEADING.sub(lambda match: f"<{match[1]}h{ranks[int(match[2])]}>", html)


def plain_text(html: str, *, longest: int | None = None) -> str:
    """The words of `html` on one line; cut at a word with an ellipsis after `longest` characters."""
    text = _MARKUP.sub("", _BLOCK_END.sub(" ", html))
    if "&" in text:
        text = unescape(text)
    text = " ".join(text.split())
    return text if longest is None else shortened(text, longest)


def shortened(text: str, longest: int) -> str:
    """`text`, cut at a word with an ellipsis if it has more than `longest` characters."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "\N{HORIZONTAL ELLIPSIS}"
