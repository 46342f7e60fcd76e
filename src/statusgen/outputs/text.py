"""Authors' texts as safe HTML: GitHub-flavoured markdown, sanitised, with links that work where it stands."""

from __future__ import annotations

import re
import threading
from html import unescape

import nh3
from markupsafe import Markup

from statusgen.content.links import published_path
from statusgen.content.markdown import markdown_html

__all__ = ["plain_text", "render_text", "shortened"]

_TAGS = frozenset(
    re.findall(
        r"\w+",
        """
        h1 h2 h3 h4 h5 h6 p div blockquote pre hr br details summary
        ul ol li dl dt dd
        table thead tbody tfoot tr th td
        a img span abbr b strong i em u s del ins mark q sub sup
        code kbd samp var
        """,
    )
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_CLASSES = {tag: {"sg-align-left", "sg-align-center", "sg-align-right"} for tag in ("td", "th")}
_CLASSES |= {"div": {"markdown-alert"}, "p": {"markdown-alert-title"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_CHECKBOX = re.compile(r'<input type="checkbox" (checked="" )?disabled="" />')
_ALIGNED = re.compile(r'<(t[dh]) align="(left|center|right)"')
# Known names in small letters, which is how markdown becomes HTML, are passed over without a call of Python.
_UNKNOWN_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(_TAGS))})[\s/>])(/?[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_IMAGE_WITHOUT_ALT = re.compile(r"<img(?![^>]*\balt=)")
_MARKUP = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|pre|tr|div|dd|dt)>|<br>")


class _Place(threading.local):
    """Where the text stands that is being sanitised in this thread."""

    source = page = root = ""

    def resolve(self, url: str) -> str | None:
        """What a relative `url` in that text becomes."""
        path = published_path(url, self.source)
        if path is not None:
            return self.root + path or "./"
        return self.root + self.page + url if url.startswith("#") else None


_PLACE = _Place()
# Made once: making one takes longer than to sanitise a text. So where the text stands is told beside it.
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    generic_attribute_prefixes=set(),
    url_schemes=_SCHEMES,
    url_relative=_PLACE.resolve,
    set_tag_attribute_values={"img": {"loading": "lazy"}},
)


def render_text(text: str, *, source: str, page: str, root: str, heading_level: int = 3) -> Markup:
    """`text` as HTML in which nothing can run.

    `source` is the author's file relative to the content directory, which relative links are seen
    from; `page` the path of the page that the text belongs to, and `root` what leads from the place
    where the HTML will stand to the site's root (`../../`, or an absolute address for feeds).
    Headings begin at `heading_level`, without a gap.
    """
    html = markdown_html(text)
    # Most texts have nothing of what the expressions below look for, and looking with `in` costs much less.
    if "<input " in html:
        html = _CHECKBOX.sub(
            lambda match: "\N{BALLOT BOX WITH CHECK}" if match[1] else "\N{BALLOT BOX}", html
        )
    html = _UNKNOWN_TAG.sub(_known_or_shown, html)
    if " align=" in html:
        html = _ALIGNED.sub(r'<\1 class="sg-align-\2"', html)
    _PLACE.source, _PLACE.page, _PLACE.root = source, page, root
    clean = _CLEANER.clean(html)
    if "<img" in clean:
        clean = _IMAGE_WITHOUT_ALT.sub('<img alt=""', clean)
    if "<table>" in clean:
        # The class keeps Material's script from wrapping the table again, in something that no key reaches.
        clean = clean.replace(
            "<table>", '<div class="sg-scroll" tabindex="0"><table class="sg-table-of-text">'
        )
        clean = clean.replace("</table>", "</table></div>")
    if "<h" in clean:
        clean = _level_headings(clean, heading_level)
    return Markup(clean.strip())  # noqa: S704  # sanitised by nh3 above


def _known_or_shown(match: re.Match[str]) -> str:
    """A tag that may stand, or as text: `<host>` in an author's sentence is a word of it, and is not lost."""
    return match[0] if match[1].lstrip("/").lower() in _TAGS else f"&lt;{match[1]}"


def _level_headings(html: str, lowest: int) -> str:
    """`html` with its heading levels mapped to `lowest`, `lowest + 1`, … in order, so that none is skipped."""
    levels = sorted({int(match[2]) for match in _HEADING.finditer(html)})
    ranks = {level: min(lowest + rank, 6) for rank, level in enumerate(levels)}
    return _HEADING.sub(lambda match: f"<{match[1]}h{ranks[int(match[2])]}>", html)


def plain_text(html: str, *, longest: int | None = None) -> str:
    """The words of `html` on one line; cut at a word with an ellipsis after `longest` characters."""
    text = " ".join(unescape(_MARKUP.sub("", _BLOCK_END.sub(" ", html))).split())
    return text if longest is None else shortened(text, longest)


def shortened(text: str, longest: int) -> str:
    """`text`, cut at a word with an ellipsis if it has more than `longest` characters."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "\N{HORIZONTAL ELLIPSIS}"
