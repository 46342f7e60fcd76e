"""Links in texts: where a relative one leads once the site is published."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from statusgen.content.addresses import is_published
from statusgen.model import Update
from statusgen.problems import Problem, nearest_hint

__all__ = ["Targets", "link_problems", "may_link_within", "page_path", "published_path"]

_ATTRIBUTE = re.compile(r"(?:href|src)\s*=", re.IGNORECASE)
# Where most links lead: to another site, to a place on their own page, or to a file beside theirs.
_USUAL = re.compile(r"\]\((?:https?://|mailto:|#|(?P<file>[a-z0-9][a-z0-9-]*\.md)\))")
# The others, as bytes: a target that stands there, or is told elsewhere; and a tag, which may hold one.
_WITHIN = re.compile(rb"\](?:\((?!https?://|mailto:|#)|:)")
_TAG = re.compile(rb"<(?!https?://|mailto:)[A-Za-z]")


def published_path(target: str, source: str) -> str | None:
    """The path from the site's root to which the link `target` in the file `source` leads.

    `source` is relative to the content directory (`incidents/2026-11-20-checkout-errors.md`). None
    for a link that leaves the site or stays on its page.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    if parts.path.startswith("/"):
        path = posixpath.normpath(parts.path).lstrip("/")
        path += "/" if path and parts.path.endswith("/") else ""
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), parts.path))
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return page_path(path) + tail


def page_path(path: str) -> str:
    """The published path of a content file: markdown becomes a page with a directory of its own."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    stem = (folder if name in ("index", "README") else stem).rstrip("/")
    if stem.startswith("incidents/"):
        stem = f"incidents/{posixpath.basename(stem)}"
    return f"{stem}/" if stem else ""


class Targets(Struct, frozen=True, kw_only=True, dict=True):
    """Where links may lead."""

    files: Collection[str]
    """The paths of all content files."""
    find_pages: Callable[[], Collection[str]]
    """Returns the addresses of all pages and files that are published, relative to the site's root."""
    drafts: Collection[str] = ()
    """The addresses of postmortems that are not published yet."""
    are_months_known: bool = False
    """Whether `pages` has those of the history; if not, any of them may be there."""

    @cached_property
    def pages(self) -> Collection[str]:
        """What `find_pages` returns: most sites have no link for which it would be needed."""
        return self.find_pages()


def may_link_within(data: bytes) -> bool:
    """Whether a text in the file `data` may link to something within the site; nearly all link elsewhere, or not."""
    # A single character is found many times as fast as a pattern.
    if b"]" in data and _WITHIN.search(data):
        return True
    return b"<" in data and _TAG.search(data) is not None


def link_problems(update: Update, *, source: str, path: str, targets: Targets) -> Iterator[Problem]:
    """A problem for each link of `update` that leads nowhere; `path` is how problems name the file."""
    if not _needs_look(update.text, source, targets.files):
        return
    for target in dict.fromkeys(_targets(update.text)):
        published = published_path(target, source)
        if published is None:
            continue
        wanted = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
        address = unquote(re.split(r"[?#]", published, maxsplit=1)[0])
        if f"{address.rstrip('/')}/" in targets.drafts:
            problem = _dead_link(update, target, source, path, ())
            message = f"the link `{target[:80]}` leads to a postmortem that is not published yet"
            yield replace(problem, message=message, hint="delete it: the pages of the two link to each other")
        elif not _leads_somewhere(wanted, address, source, targets):
            yield _dead_link(update, target, source, path, targets.files)


def _needs_look(text: str, source: str, files: Collection[str]) -> bool:
    """Whether a link of `text` may lead nowhere, as far as that can be seen without rendering it."""
    if "]:" in text or ("<" in text and _ATTRIBUTE.search(text)):
        return True
    at = text.find("](")
    while at >= 0:
        match = _USUAL.match(text, at)
        if match is None:
            return True
        if match["file"] and f"{posixpath.dirname(source)}/{match['file']}" not in files:
            return True
        at = text.find("](", at + 2)
    return False


def _targets(text: str) -> list[str]:
    """Where the links and pictures of `text` lead, as markdown and raw HTML write them."""
    # Late, because few sites have such a link: the markdown engine and the parsers.
    from html.parser import HTMLParser

    import nh3

    from statusgen.content.markdown import markdown_html

    targets: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base class's own
            targets.extend(value for name, value in attrs if name in ("href", "src") and value)

    tags = Tags()
    # The parser gives up where markup is broken; nh3 mends it, and takes away comments and scripts.
    tags.feed(nh3.clean(markdown_html(text)))
    tags.close()
    return targets


def _leads_somewhere(wanted: str, address: str, source: str, targets: Targets) -> bool:
    if not wanted.startswith("/"):
        return posixpath.normpath(posixpath.join(posixpath.dirname(source), wanted)) in targets.files
    known = targets.are_months_known
    return any(is_published(one, targets.pages, are_months_known=known) for one in (address, f"{address}/"))


def _dead_link(update: Update, target: str, source: str, path: str, files: Collection[str]) -> Problem:
    offset = max(update.text.find(target), update.text.find(unquote(target)), 0)
    before = update.text[:offset]
    names = {posixpath.basename(file).removesuffix(".md").lower(): file for file in sorted(files)}
    name = posixpath.basename(re.split(r"[?#]", target, maxsplit=1)[0].rstrip("/")).removesuffix(".md")
    near = names.get(nearest_hint(name, names).removeprefix("did you mean ").removesuffix("?"))
    hint = "name a file below the content directory, seen from this one"
    if near:
        hint = f"did you mean {posixpath.relpath(near, posixpath.dirname(source))}?"
    return Problem(
        path=path,
        line=update.text_line + before.count("\n"),
        column=len(before) - (before.rfind("\n") + 1) + 1,
        message=f"the link `{target[:80]}` leads nowhere",
        hint=hint,
    )
