"""What statusgen adds to Material's theme, and what it mends in the pages that Material draws."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

import mkdocs.localization
import mkdocs.theme
from jinja2 import Environment
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_theme_dir

from statusgen.outputs.bytecode import CompiledTemplates
from statusgen.outputs.templates import theme_dir
from statusgen.outputs.words import Words

__all__ = [
    "SEARCH_SCRIPT",
    "accessible_body",
    "accessible_frame",
    "extend_theme",
    "keep_compiled",
    "navigation",
]

STYLE_SHEET = "assets/statusgen/statusgen.css"
SEARCH_SCRIPT = "assets/statusgen/search.js"
"""Of the page of the full-text search alone, which asks for it."""
SCRIPTS = ("times.js", "clock.js", "page.js", "filter.js")

_CHECKBOX = re.compile(r'<input type="checkbox"(?P<rest>[^>]*)>')
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_SEARCH = 'data-md-component="search" role="dialog"'


def extend_theme(config: MkDocsConfig) -> None:
    """Puts our templates behind those of the site's custom_dir and before Material's; adds style and scripts."""
    ours = str(theme_dir())
    dirs = config.theme.dirs
    if ours not in dirs:
        custom = getattr(config.theme, "custom_dir", None)
        dirs.insert(1 if custom and dirs and dirs[0] == custom else 0, ours)
    features = config.theme.get("features")
    if isinstance(features, list) and "navigation.tabs" not in features:
        # The pages have no side navigation: without tabs nothing would lead from one to the other.
        features.append("navigation.tabs")
    if STYLE_SHEET not in config.extra_css:
        # First, so that the site's own style sheets can set colours.
        config.extra_css.insert(0, STYLE_SHEET)
    known = {str(script) for script in config.extra_javascript}
    for name in SCRIPTS:
        path = f"assets/statusgen/{name}"
        if path not in known:
            script = ExtraScriptValue(path)
            script.defer = True
            config.extra_javascript.append(script)


def keep_compiled(env: Environment) -> None:
    """Lets `env` keep the code of Material's templates and of ours, which take longer to compile than to draw."""
    filters = sorted((name, _code_of(made)) for name, made in env.filters.items())
    traits = (sorted(env.extensions), type(env).__qualname__, getattr(env, "newstyle_gettext", None), filters)
    env.bytecode_cache = CompiledTemplates(
        [theme_dir(), Path(get_theme_dir("material"))],
        (mkdocs.theme.__file__, mkdocs.localization.__file__),
        kind="mkdocs-",
        traits=traits,
    )


def _code_of(made: object) -> str:
    """Where the function `made` is written."""
    return f"{getattr(made, '__module__', '')}.{getattr(made, '__qualname__', type(made).__qualname__)}"


def navigation(words: Words, *, has_search: bool) -> list[Any]:
    """The four tabs, and that of the full-text search. The site's own pages are linked from the foot of every page."""
    _ = words.gettext
    tabs = [
        {_("Status"): "index.md"},
        {_("History"): "history/index.md"},
        {_("Postmortems"): "postmortems/index.md"},
        {_("Subscribe"): "subscribe.md"},
    ]
    return [*tabs, {_("Search"): "search.md"}] if has_search else tabs


def accessible_frame(html: str, words: Words) -> str:
    """A page of Material without its two faults: a search dialog without a name, a label for nothing."""
    label = escape(words.gettext("Search"))
    if 'id="__toc"' not in html:
        # Only a page that stands in the navigation has the control that this label is for.
        html = html.replace(' for="__toc"', "")
    return html.replace(_SEARCH, f'{_SEARCH} aria-label="{label}"', 1)


def accessible_body(html: str, words: Words) -> str:
    """A text that MkDocs rendered, with names for its check boxes and with tables that scroll by keyboard."""
    done, open_ = escape(words.gettext("Done")), escape(words.gettext("Open"))

    def named(match: re.Match[str]) -> str:
        label = done if "checked" in match["rest"] else open_
        return f'<input type="checkbox" aria-label="{label}"{match["rest"]}>'

    html = _CHECKBOX.sub(named, html)
    # With a class, so that Material's script does not wrap the table again, in something that no key reaches.
    return _TABLE.sub(
        r'<div class="sg-scroll" tabindex="0"><table class="sg-table-of-text">\1</table></div>', html
    )
