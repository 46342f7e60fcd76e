"""HTML that authors' texts became, with nothing left in it that can run."""

from __future__ import annotations

import re
import threading

import nh3

from statusgen.content.links import published_path
from statusgen.content.markdown import has_html

__all__ = ["sanitised", "usual_sanitised"]

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
_IMAGE_WITHOUT_ALT = re.compile(r"<img(?![^>]*\balt=)")
_HOST = r"(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}"
_SAID = r"""[^<>&"\x00\r\xa0]+|&(?:amp|lt|gt|quot);|</?(?:em|strong|del|code)>"""
# Text, tags without attributes, and links to usual addresses of other sites. Nothing that a parser of HTML takes for
# something else: no carriage return, no NUL, no unusual reference, and no space that is written as one.
_USUAL = re.compile(
    rf"(?:{_SAID}|</?(?:p|pre|blockquote|[ou]l|li)>"
    rf'|<a href="https?://{_HOST}(?:[/?#](?:[A-Za-z0-9_./?#=~%+-]|&amp;)*)?">(?:{_SAID})*+</a>)*+'
)


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


def sanitised(html: str, *, source: str, page: str, root: str) -> str:
    """`html` with nothing but what may stand, with links that work; see `render_text`."""
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
    return clean


def _known_or_shown(match: re.Match[str]) -> str:
    """A tag that may stand, or as text: `<host>` in an author's sentence is a word of it, and is not lost."""
    return match[0] if match[1].lstrip("/").lower() in _TAGS else f"&lt;{match[1]}"


def usual_sanitised(text: str, html: str) -> str | None:
    """What `sanitised` makes of `html`, which `text` became, if that can be seen without a parser; else None.

    A parser is ready for the worst, and takes longer than the markdown engine itself; most texts do not need it.
    """
    # What is left is balanced, since it is the engine's own, and harmless, whosever it is.
    if _USUAL.fullmatch(html) is None or has_html(text, html):
        return None
    # A quotation mark as such stands around an address, and nowhere else.
    return html.replace('">', '" rel="noopener noreferrer">').replace("&quot;", '"')
