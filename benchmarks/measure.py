"""What one run of a command costs."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

__all__ = ["CommandFailure", "Measurement", "measure"]


class CommandFailure(Exception):
    """The command failed; the text is what it printed."""


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One run of a command, with all processes that it started and waited for."""

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    """Memory of the process that had the most, at the moment when it had the most."""


def measure(command: Sequence[str | Path], *, cwd: Path, environment: Mapping[str, str]) -> Measurement:
    """The cost of running `command` until it ends. Raises CommandFailure if it does not end well."""
    with tempfile.TemporaryFile() as output:
        begin = perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        # The kernel's account of the process and of every descendant that somebody waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            printed = output.read().decode("utf-8", "replace")
            raise CommandFailure(f"{command[0]} ended with {process.returncode}:\n{printed}")
    return Measurement(
        wall_seconds=wall,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * 1024,
    )
