"""The present moment, read once at the edge of the program."""

from __future__ import annotations

import os
from datetime import UTC, datetime

__all__ = ["read_clock"]


def read_clock() -> datetime:
    """Now, in whole seconds of UTC; `SOURCE_DATE_EPOCH` stands in for the clock where it is set.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)
