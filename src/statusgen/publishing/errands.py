"""Other processes for what need not wait in a build, where a site is so large that they pay."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from statusgen.processes import Errand, errand

__all__ = ["Errands", "Sent"]

T = TypeVar("T", bound=Struct)


class Sent(Generic[T]):
    """What another process makes meanwhile."""

    def __init__(self, errand: Errand, kind: type[T]) -> None:
        self._errand = errand
        self._kind = kind

    @property
    def is_done(self) -> bool:
        """Whether `result` has not to wait."""
        return self._errand.is_done

    def result(self) -> T:
        """What was made, once; waits for it, and raises what the process has raised."""
        return msgspec.msgpack.decode(self._errand.result(), type=self._kind)

    def end(self) -> None:
        """Ends it, if nobody wants the result any more."""
        self._errand.end()


class Errands:
    """Those of one build, which are over when the block is."""

    def __init__(self, *, pay: bool) -> None:
        self._pay = pay
        self._stack = ExitStack()

    def __enter__(self) -> Errands:
        self._stack.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def send(self, work: Callable[[], T], kind: type[T], *, otherwise: T | None = None) -> Sent[T] | None:
        """Lets another process do `work`, which gives a `kind`; None where this process has to do it in its turn.

        A result with the name of a file that is no text cannot be told: that process tells `otherwise`, or without one
        its result raises UnicodeEncodeError.
        """

        def told() -> bytes:
            made = work()
            try:
                return msgspec.msgpack.encode(made)
            except UnicodeEncodeError:
                if otherwise is None:
                    raise
                return msgspec.msgpack.encode(otherwise)

        return Sent(self._stack.enter_context(errand(told)), kind) if self._pay else None
