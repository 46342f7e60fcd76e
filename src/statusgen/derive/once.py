"""A fact that is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

__all__ = ["once"]

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class once(Generic[Owner, Value]):  # noqa: N801  # a decorator, like `property`
    """`functools.cached_property`, without the lock that it takes before Python 3.12: that costs more than most facts.

    Asked for in two threads at once, a fact may be worked out twice, to the same value.
    """

    def __init__(self, work: Callable[[Owner], Value]) -> None:
        self.work = work
        self.__doc__ = work.__doc__
        self.name = work.__name__

    @overload
    def __get__(self, owner: None, kind: type[Owner]) -> once[Owner, Value]: ...

    @overload
    def __get__(self, owner: Owner, kind: type[Owner]) -> Value: ...

    def __get__(self, owner: Any, kind: Any) -> Any:
        if owner is None:
            return self
        # From now on the value in the object's own dictionary is found first.
        value = owner.__dict__[self.name] = self.work(owner)
        return value
