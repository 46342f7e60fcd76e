"""The ways in which a script comes onto a page, from the plainest tag to what frameworks and tag managers do."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from statusgen.outputs import embedding

__all__ = ["PLAIN_WAYS", "react_application", "through_tag_manager"]

_MADE = 'Object.assign(document.createElement("script"), {{src: "{script}"}})'
PLAIN_WAYS: Mapping[str, str] = {
    "at once": '<script src="{script}"></script>',
    "defer": '<script src="{script}" defer></script>',
    "async": '<script src="{script}" async></script>',
    "as a module": '<script src="{script}" type="module"></script>',
    "with a hash": '<script src="{script}" integrity="{integrity}" crossorigin="anonymous" defer></script>',
    "added at once": f"<script>document.head.append({_MADE})</script>",
    "added as a module": f'<script>document.head.append(Object.assign({_MADE}, {{{{type: "module"}}}}))</script>',
    "added once all is loaded": f'<script>addEventListener("load", () => document.body.append({_MADE}))</script>',
    "added and taken away": f"<script>{{{{ const made = {_MADE}; document.head.append(made); made.remove(); }}}}"
    "</script>",
}
"""Markup for the head of a page; `{script}` is the script's address, `{integrity}` its hash."""


def through_tag_manager(snippet: str) -> str:
    """Markup that does with a Custom HTML tag what Google Tag Manager does: it adds its scripts one by one.

    Of a script tag's attributes only those of the language itself survive.
    """
    text = snippet.removeprefix("<script>").removesuffix("</script>").strip()
    literal = embedding.javascript_text(text)
    return (
        '<script>addEventListener("DOMContentLoaded", () => { const script = document.createElement("script");'
        f"script.text = {literal}; document.body.append(script); }})</script>"
    )


def react_application(root: Path, component: str, directory: Path) -> bytes:
    """A React application in strict mode that renders `component`, as one script; skips where tools are missing."""
    esbuild = root / "node_modules" / ".bin" / "esbuild"
    if not esbuild.is_file() or not shutil.which("node"):
        pytest.skip("esbuild and React are missing: run `npm install` (needs Node.js)")
    (directory / "StatusBar.jsx").write_text(component, encoding="utf-8")
    (directory / "main.jsx").write_text(
        'import { StrictMode } from "react";\nimport { createRoot } from "react-dom/client";\n'
        'import { StatusBar } from "./StatusBar.jsx";\n'
        'createRoot(document.getElementById("app")).render(<StrictMode><StatusBar /><p>Scarves</p></StrictMode>);\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        [esbuild, "main.jsx", "--bundle", "--jsx=automatic", "--log-level=error"],
        cwd=directory,
        env={"NODE_PATH": str(root / "node_modules"), "PATH": str(Path(shutil.which("node") or "").parent)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
