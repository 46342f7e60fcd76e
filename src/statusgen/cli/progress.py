"""One line on a terminal that says what is being done, once that takes long enough to wonder."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType

__all__ = ["Progress"]

_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.1


class Progress:
    """Shows `reading`, `pages 120/431` on standard error if it is a terminal, and leaves nothing behind."""

    def __init__(self, what: str) -> None:
        self.is_terminal = sys.stderr.isatty()
        self.begin = monotonic()
        self.shown_at = 0.0
        self.width = 0
        self.show(what)

    def show(self, what: str, done: int = 0, total: int = 0) -> None:
        """Says that `what` is being done, `done` of `total` so far."""
        now = monotonic()
        if (
            not self.is_terminal
            or now - self.begin < _PATIENCE_SECONDS
            or now - self.shown_at < _PAUSE_SECONDS
        ):
            return
        self.shown_at = now
        text = f"{what} {done:,}/{total:,}" if total else f"{what} …"
        sys.stderr.write("\r" + text.ljust(self.width))
        sys.stderr.flush()
        self.width = len(text)

    def close(self) -> None:
        """Wipes the line."""
        if self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
            sys.stderr.flush()
            self.width = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
