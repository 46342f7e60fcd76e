"""The script of the alert bar, as it is published.

`theme/alert-bar.js` is the source, `theme/embed/v1/alert-bar.js` what a minifier made of it (`npm run alert-bar`). The
small file is kept, not made by each build: pages of other companies pin it by its hash, and a newer minifier would
write other bytes. Once version 1 is released its file never changes; what behaves differently is version 2.
"""

from __future__ import annotations

from statusgen.outputs.templates import theme_dir

__all__ = ["alert_bar_script", "embedded_script", "script_files"]

_NEWEST = 1


def alert_bar_script() -> bytes:
    """What is published as `/alert-bar.js`: the newest version."""
    return embedded_script(_NEWEST)


def embedded_script(version: int = _NEWEST) -> bytes:
    """What is published as `/embed/v<version>/alert-bar.js`, for ever."""
    return (theme_dir() / _path(version)).read_bytes()


def script_files() -> dict[str, bytes]:
    """The script at each of its addresses, by path."""
    versions = range(1, _NEWEST + 1)
    return {
        "alert-bar.js": alert_bar_script(),
        **{_path(version): embedded_script(version) for version in versions},
    }


def _path(version: int) -> str:
    return f"embed/v{version}/alert-bar.js"
