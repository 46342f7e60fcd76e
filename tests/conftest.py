"""What every test may ask for stands in `fixtures/`, one module for each sort of thing."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.fixtures.browsers",
    "tests.fixtures.language_server",
    "tests.fixtures.servers",
    "tests.fixtures.sites",
    "tests.fixtures.search",
    "tests.fixtures.strictness",
]

# What is tested is what holds, and not how fast a busy machine finds examples.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")
