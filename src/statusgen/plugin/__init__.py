"""The MkDocs plugin, and what drives MkDocs: the only part that knows MkDocs."""

from statusgen.plugin.hooks import StatusgenPlugin

__all__ = ["StatusgenPlugin"]
