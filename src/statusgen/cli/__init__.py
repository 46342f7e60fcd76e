"""The command line: thin commands over the layers below."""

from __future__ import annotations

from statusgen.cli.group import main, run

__all__ = ["main", "run"]
