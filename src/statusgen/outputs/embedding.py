"""What the owners of other sites paste into their pages to show the alert bar.

Each function returns text that is complete as it stands. `url` is the status site's address with a slash at its
end; `options` are the bar's attributes without `data-`: `{"components": "checkout,api", "theme": "dark"}`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha384
from html import escape
from textwrap import indent
from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct

from statusgen.outputs.alert_bar_script import embedded_script

__all__ = [
    "Snippets",
    "frame",
    "integrity_of",
    "javascript_text",
    "origin_of",
    "react_component",
    "resizing_frame",
    "script_tag",
    "snippets",
    "tag_manager_tag",
    "wordpress_plugin",
]

NEWEST = "alert-bar.js"
"""The script that changes with each version of statusgen."""
VERSIONED = "embed/v1/alert-bar.js"
"""The script that never changes."""
FRAME = "alert-bar/"
_EXAMPLE_ORIGIN = "https://www.example.com"
_HIGHEST = 400
"""Pixels; a frame grows no further, whatever it says."""

Options = Mapping[str, str]


def integrity_of(script: bytes) -> str:
    """The hash by which a browser knows `script` again, for the attribute `integrity`."""
    return f"sha384-{b64encode(sha384(script).digest()).decode()}"


def origin_of(url: str) -> str:
    """Scheme, host and port of `url`, as `event.origin` has them; a port that goes without saying is left out."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, usual) else "")


class Snippets(Struct, frozen=True, kw_only=True):
    """What `/subscribe/` shows to copy: the bar as it is by default, and a badge."""

    script: str
    versioned_script: str
    badge: str
    wordpress: str
    react: str
    tag_manager: str
    frame: str
    resizing_frame: str
    example_origin: str


def snippets(url: str, title: str) -> Snippets:
    """The snippets of the status site at `url`, whose name is `title`."""
    plain: Options = {}
    return Snippets(
        script=script_tag(url, plain),
        versioned_script=script_tag(url, plain, integrity_of(embedded_script())),
        badge=script_tag(url, {"mode": "badge"}),
        wordpress=wordpress_plugin(url, plain),
        react=react_component(url, plain),
        tag_manager=tag_manager_tag(url, plain),
        frame=frame(url, title, plain),
        resizing_frame=resizing_frame(url, title, plain, _EXAMPLE_ORIGIN),
        example_origin=_EXAMPLE_ORIGIN,
    )


def script_tag(url: str, options: Options, integrity: str = "") -> str:
    """The one tag that is the whole installation; with `integrity`, of the script that never changes."""
    attributes = [f'src="{escape(url + (VERSIONED if integrity else NEWEST))}"', *_data_attributes(options)]
    if integrity:
        attributes += [f'integrity="{integrity}"', 'crossorigin="anonymous"']
    return f"<script {' '.join([*attributes, 'defer'])}></script>"


def wordpress_plugin(url: str, options: Options, integrity: str = "") -> str:
    """A plugin of one file, which prints the tag into the head of each page; it survives a change of theme."""
    tag = script_tag(url, options, integrity).replace("<?", "&lt;?")
    return (
        f"<?php\n// Plugin Name: Status bar\nadd_action( 'wp_head', function () {{\n?>\n{tag}\n<?php\n}} );"
    )


def react_component(url: str, options: Options, integrity: str = "") -> str:
    """A component that adds the script once; the bar stays when the component goes."""
    body = _added_script(url, options, integrity, declare="const")
    return (
        'import { useEffect } from "react";\n\nexport function StatusBar() {\n  useEffect(() => {\n'
        f"{indent(body, '    ')}\n  }}, []);\n  return null;\n}}"
    )


def tag_manager_tag(url: str, options: Options, integrity: str = "") -> str:
    """A tag of the type Custom HTML.

    Google Tag Manager drops the data attributes of a script tag, and reads no JavaScript newer than 2009.
    """
    body = _added_script(url, options, integrity, declare="var")
    return f"<script>\n(function () {{\n{indent(body, '  ')}\n}})();\n</script>"


def frame(url: str, title: str, options: Options) -> str:
    """A frame of a fixed height, for pages that may hold no script."""
    style = 'style="display: block; width: 100%; border: 0"'
    return (
        f'<iframe src="{_frame_address(url, options)}" title="{escape(title)}" height="48" {style}></iframe>'
    )


def resizing_frame(url: str, title: str, options: Options, origin: str) -> str:
    """A frame as high as the bar in it, and of no height without one, on the pages of `origin`.

    The script stands before the frame, so that it listens before the frame speaks. Several may stand on a page.
    """
    address = _frame_address(url, {**options, "origin": origin})
    return (
        "<script>\n"
        'addEventListener("message", function (event) {\n'
        f"  if (event.origin !== {javascript_text(origin_of(url))} || !event.data) return;\n"
        "  var height = Number(event.data.height);\n"
        '  document.querySelectorAll("iframe.status-bar").forEach(function (frame) {\n'
        "    if (frame.contentWindow === event.source && height >= 0) {\n"
        f"      frame.height = Math.min(height, {_HIGHEST});\n"
        "    }\n  });\n});\n</script>\n"
        f'<iframe class="status-bar" src="{address}" title="{escape(title)}" height="0" '
        'style="display: block; width: 100%; border: 0"></iframe>'
    )


def _data_attributes(options: Options) -> list[str]:
    return [f'data-{name}="{escape(value)}"' for name, value in options.items()]


def _added_script(url: str, options: Options, integrity: str, *, declare: str) -> str:
    """Statements that add the script to the page."""
    address = url + (VERSIONED if integrity else NEWEST)
    attributes = {f"data-{name}": value for name, value in options.items()}
    if integrity:
        attributes |= {"integrity": integrity, "crossorigin": "anonymous"}
    # The attributes come first: the browser fetches the script as soon as it is on the page with its address.
    settings = [
        f"script.setAttribute({javascript_text(name)}, {javascript_text(value)});"
        for name, value in attributes.items()
    ]
    lines = [f'{declare} script = document.createElement("script");', *settings]
    return "\n".join(
        [*lines, f"script.src = {javascript_text(address)};", "document.head.appendChild(script);"]
    )


def _frame_address(url: str, options: Options) -> str:
    query = urlencode(options, quote_via=quote, safe=":/,") if options else ""
    return escape(url + FRAME + (f"?{query}" if query else ""))


def javascript_text(value: str) -> str:
    """`value` as a text of JavaScript that may stand in a page."""
    return json.dumps(value).replace("<", "\\u003c")
