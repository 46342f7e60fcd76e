"""The machine and the versions that figures were measured with; nothing that names the machine."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from benchmarks.sites import hugo_program

__all__ = ["file_system", "load", "machine", "versions"]

_PACKAGES = ("statusgen", "mkdocs", "mkdocs-material", "jinja2", "comrak", "nh3", "pyyaml")


def machine() -> Mapping[str, str]:
    """Processor, cores, memory and kernel."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    memory = Path("/proc/meminfo").read_text(encoding="utf-8")
    model = re.search(r"^model name\s*: (.+)$", cpu, re.MULTILINE)
    kilobytes = re.search(r"^MemTotal:\s*(\d+) kB$", memory, re.MULTILINE)
    kernel = Path("/proc/sys/kernel/osrelease").read_text(encoding="utf-8")
    return {
        "processor": model[1] if model else platform.machine(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{int(kilobytes[1]) / 2**20:.0f} GiB" if kilobytes else "unknown",
        "kernel": "Linux " + ".".join(kernel.split("-")[0].split(".")[:2]),
    }


def versions() -> Mapping[str, str]:
    """The versions of everything that takes part."""
    printed = subprocess.run([hugo_program(), "version"], capture_output=True, text=True, check=True).stdout
    hugo = re.search(r"v([\d.]+)", printed)
    packages = {name: version(name) for name in _PACKAGES}
    return {"python": platform.python_version(), **packages, "hugo": hugo[1] if hugo else printed.strip()}


def file_system(directory: Path) -> str:
    """The sort of file system on which `directory` lies: `tmpfs`, `ext4`."""
    place = directory.resolve()
    best, kind = Path("/"), "unknown"
    for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        _, point, found, *_ = line.split(" ")
        root = Path(re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), point))
        # Of two that are mounted at one point, the later one is seen.
        if place.is_relative_to(root) and root.is_relative_to(best):
            best, kind = root, found
    return kind


def load() -> float:
    """How many processes wanted to run, on average over the last minute."""
    return os.getloadavg()[0]
