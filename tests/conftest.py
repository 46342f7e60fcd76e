"""What every test may ask for stands in `fixtures/`, one module for each sort of thing."""

from __future__ import annotations

pytest_plugins = [
    "tests.fixtures.browsers",
    "tests.fixtures.language_server",
    "tests.fixtures.servers",
    "tests.fixtures.sites",
    "tests.fixtures.search",
    "tests.fixtures.strictness",
]
