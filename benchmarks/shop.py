"""The pages of a shop with 120 articles, on which the alert bar is measured."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

__all__ = ["PAGES", "shop_files", "shop_page"]

_HERE = Path(__file__).parent
_ARTICLE = (
    "<li><h2>Scarf {0}</h2><p>Merino wool, woven in the mill, 180 by 30 centimetres.</p>"
    "<a href='#{0}'>Details</a> <button>Buy</button></li>"
)
_ARTICLES = "".join(_ARTICLE.format(number) for number in range(120))
_TOLD = f"<header><h1>Scarf Shop</h1></header><main><ul>{_ARTICLES}</ul></main><footer></footer>"
# What many pages of shops do by themselves.
_OWN_SCRIPT = """(async () => {
  const basket = await (await fetch('/basket.json', {cache: 'no-cache'})).json();
  const seen = JSON.parse(localStorage.getItem('seen') ?? '[]');
  const note = document.createElement('p');
  note.textContent = `${basket.count} scarves in your basket, ${seen.length} seen`;
  document.querySelector('header').append(note);
  localStorage.setItem('seen', JSON.stringify([...seen, location.pathname].slice(-5)));
})()"""


@dataclass(frozen=True)
class ShopPage:
    """A page of the shop, without what is the same on all."""

    script: str
    """The path of its own script, if it has one."""
    body: str


PAGES: Mapping[str, ShopPage] = {
    "an application": ShopPage("/application.js", '<div id="shop"></div>'),
    "a page with a script of its own": ShopPage("/shop.js", _TOLD),
    "a page without scripts": ShopPage("", _TOLD),
}
"""The same articles: drawn in the browser by React, with a button each that works, or told by the page."""


def shop_page(page: str, tag: str) -> str:
    """The markup of one of `PAGES`, with `tag` at the end of its head."""
    shown = PAGES[page]
    script = f'<script src="{shown.script}" defer></script>' if shown.script else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Scarf Shop</title>'
        '<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">'
        "<style>body { margin: 0; font: 16px/1.5 sans-serif } ul { display: grid; gap: 1rem; padding: 1rem;"
        " grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); list-style: none }"
        " li { padding: 1rem; border: 1px solid #ccc; border-radius: .5rem }</style>"
        f"{script}{tag}</head><body>{shown.body}</body></html>"
    )


def shop_files(pages: Sequence[str]) -> Mapping[str, tuple[bytes, str]]:
    """What these pages ask of their own server: content and type by path."""
    kind = "text/javascript; charset=utf-8"
    files = {
        "/basket.json": (b'{"count": 3}', "application/json"),
        "/shop.js": (_OWN_SCRIPT.encode(), kind),
    }
    if any(PAGES[page].script == "/application.js" for page in pages):
        files["/application.js"] = (_application(), kind)
    return files


def _application() -> bytes:
    """The shop as a React application, in one script as it would be published."""
    modules = _HERE.parent / "node_modules"
    bundler = modules / ".bin" / "esbuild"
    node = shutil.which("node")
    if not node or not bundler.is_file() or not (modules / "react-dom").is_dir():
        raise click.ClickException("Node.js, esbuild or React is missing.\nhint: run `npm install`.")
    production = "--define:process.env.NODE_ENV='production'"
    done = subprocess.run(
        [bundler, _HERE / "shop.jsx", "--bundle", "--minify", "--jsx=automatic", production],
        env={"PATH": os.fspath(Path(node).parent)},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(done.stderr.decode())
    return done.stdout
