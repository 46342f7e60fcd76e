"""Settings that were kept are those that reading would give, or they are read again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statusgen.content.settings import read_settings
from statusgen.content.stored_settings import settings_with_store

HEAD = "site_name: Shop\nsite_url: https://status.example.com/\ndocs_dir: content\n"
PLUGIN = """\
plugins:
  statusgen:
    timezone: Europe/Paris
    slo_window: 30d
    update_every: {critical: 15m, minor: 2h}
    full_text_search: pagefind
    components:
      - {id: checkout, name: Checkout, group: Shop, slo: 99.95, since: 2024-03-01}
      - {id: fax, name: Fax, upstream: https://status.example.org/x, retired: 2025-01-31}
"""
MAIN = [
    HEAD + PLUGIN,
    HEAD + "plugins: [statusgen]\n",
    "INHERIT: base.yml\nsite_name: !ENV [SHOP_NAME, OTHER_NAME, Shop]\n" + PLUGIN,
    "INHERIT: base.yml\nsite_description: !ENV SHOP_NAME\n",
    HEAD.replace("Shop", "") + PLUGIN,
    HEAD + PLUGIN.replace("99.95", "199.95"),
    "site_name: [",
]
BASE = [
    HEAD + PLUGIN,
    HEAD + "theme: {name: material, custom_dir: own, language: de}\nplugins: [statusgen]\n",
    "",
]
VALUES = st.sampled_from([None, "Shop", "Another shop", ""])
STATES = st.tuples(st.sampled_from(MAIN), st.sampled_from(BASE), VALUES, VALUES)


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # Whatever a test sets is taken back.
    for name in ("SHOP_NAME", "OTHER_NAME"):
        monkeypatch.setenv(name, "")


def _put(state: tuple[str, str, str | None, str | None]) -> None:
    main, base, *values = state
    Path("mkdocs.yml").write_text(main, encoding="utf-8")
    Path("base.yml").write_text(base, encoding="utf-8")
    for name, value in zip(("SHOP_NAME", "OTHER_NAME"), values, strict=True):
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


@pytest.mark.usefixtures("_here")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STATES, min_size=1, max_size=5))
def test_what_was_kept_is_what_reading_gives(states: list[tuple[str, str, str | None, str | None]]) -> None:
    """Whatever changes in the file, in the one that it inherits, or in the environment."""
    stored = b""
    for state in states:
        _put(state)
        config, problems, stored = settings_with_store(Path("mkdocs.yml"), stored)
        assert (config, problems) == read_settings(Path("mkdocs.yml"))
        assert bool(stored) is not bool(problems)
        again, problems, kept = settings_with_store(Path("mkdocs.yml"), stored)
        # repr sees the types as well.
        assert (repr(again), problems, kept) == (repr(config), problems, stored)


@pytest.mark.usefixtures("_here")
@given(st.binary(max_size=200))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_may_stand_in_the_place_of_kept_settings(data: bytes) -> None:
    """Then they are read."""
    _put((MAIN[0], BASE[0], None, None))
    assert settings_with_store(Path("mkdocs.yml"), data)[:2] == read_settings(Path("mkdocs.yml"))


@pytest.mark.usefixtures("_here")
def test_the_settings_of_another_site_are_not_taken() -> None:
    """Its directories would be those of the other."""
    _put((MAIN[0], BASE[0], None, None))
    _, _, stored = settings_with_store(Path("mkdocs.yml"), b"")
    Path("other").mkdir()
    Path("other/mkdocs.yml").write_text(MAIN[0], encoding="utf-8")
    config, _, _ = settings_with_store(Path("other/mkdocs.yml"), stored)
    assert config.docs_dir == Path("other/content")


@pytest.mark.usefixtures("_here")
def test_settings_that_are_gone_are_a_problem_all_the_same() -> None:
    """What was kept does not stand in for the file."""
    _put((MAIN[0], BASE[0], None, None))
    _, _, stored = settings_with_store(Path("mkdocs.yml"), b"")
    Path("mkdocs.yml").unlink()
    _, problems, kept = settings_with_store(Path("mkdocs.yml"), stored)
    assert [problem.message for problem in problems] == ["there is no such file"]
    assert kept == b""
