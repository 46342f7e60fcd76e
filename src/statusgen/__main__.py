"""`python -m statusgen`, for where the console script is not on the path."""

from __future__ import annotations

from statusgen.cli import run

if __name__ == "__main__":
    run()
