"""Authors' texts as safe HTML: GitHub-flavoured markdown, sanitised, with links that work where it stands."""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

from statusgen.content.links import published_path
from statusgen.content.markdown import markdown_html

__all__ = ["plain_text", "render_text"]

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
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_IMAGE_WITHOUT_ALT = re.compile(r"<img(?![^>]*\balt=)")
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
    html = _CHECKBOX.sub(lambda match: "\N{BALLOT BOX WITH CHECK}" if match[1] else "\N{BALLOT BOX}", html)
    html = _TAG.sub(_known_or_shown, html)
    html = _ALIGNED.sub(r'<\1 class="sg-align-\2"', html)

    def resolve(url: str) -> str | None:
        path = published_path(url, source)
        if path is not None:
            return root + path or "./"
        return root + page + url if url.startswith("#") else None

    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        generic_attribute_prefixes=set(),
        url_schemes=_SCHEMES,
        url_relative=resolve,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
    )
    clean = _IMAGE_WITHOUT_ALT.sub('<img alt=""', clean)
    # The class keeps Material's script from wrapping the table again, in something that no key reaches.
    clean = clean.replace("<table>", '<div class="sg-scroll" tabindex="0"><table class="sg-table-of-text">')
    clean = clean.replace("</table>", "</table></div>")
    return Markup(_level_headings(clean, heading_level).strip())  # noqa: S704  # sanitised by nh3 above


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
    spaced = _BLOCK_END.sub(lambda match: match[0] + " ", html)
    text = " ".join(Markup(_MARKUP.sub("", spaced)).unescape().split())  # noqa: S704  # unescaped, not shown
    if longest is None or len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "\N{HORIZONTAL ELLIPSIS}"
