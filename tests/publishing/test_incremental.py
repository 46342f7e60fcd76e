"""A build that goes on from the last one makes the same bytes as a build from nothing, whatever has changed."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.publishing.changing_site import TEXTS, ChangingSite, Record

STEPS, RUNS = 40, 5

NUMBERS = st.integers(0, 5)
KINDS = st.sampled_from(["incident", "incident", "maintenance", "notice"])
COMPONENTS = st.sampled_from(["checkout", "api", None])
FINAL = {"incident": "Resolved", "maintenance": "Completed"}
FIRST = {"incident": "Investigating", "maintenance": "Scheduled", "notice": "Posted"}
NEXT = {"incident": "Identified", "maintenance": "Verifying", "notice": "Posted"}
POSTMORTEM = """\
---
title: What we learnt of {slug}, {number}
incidents: [{slug}]
published: {published:%Y-%m-%d %H:%M} UTC
summary: A query had no index.
contributing_factors: [No index]
---

## What happened

See [the record](../incidents/{slug}.md) and [about us](../about.md).
"""


class Years(RuleBasedStateMachine):
    """What people do to a site, in any order; after each step it is built in both ways."""

    @initialize()
    def begin(self) -> None:
        """A site with one record."""
        self.root = Path(tempfile.mkdtemp(prefix="statusgen-test-"))
        self.shop = ChangingSite(self.root)

    def teardown(self) -> None:
        """Nothing stays on the disk."""
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    @invariant()
    def both_builds_are_the_same(self) -> None:
        """Every file, byte for byte, and no other."""
        if not hasattr(self, "shop"):
            return
        self.shop.build()
        expected = _contents(self.shop.clean_build())
        found = _contents(self.shop.site)
        assert found.keys() == expected.keys()
        assert [path for path in found if found[path] != expected[path]] == []

    def _record(self, number: int) -> Record:
        records = list(self.shop.records.values())
        return records[number % len(records)]

    @rule(number=NUMBERS, kind=KINDS, component=COMPONENTS, days=st.integers(-400, 3))
    def add(self, number: int, kind: str, component: str | None, days: int) -> None:
        """A record of today, of last year, or of a window ahead."""
        at = self.shop.now + timedelta(days=days, minutes=number)
        record = Record(f"2026-11-20-{kind}-{number}-{abs(days) % 7}", kind, component, at)
        told = min(at, self.shop.now - timedelta(minutes=1))
        record.updates = [(FIRST[kind], told, TEXTS[number % 4])]
        if days < -1 and kind == "incident":
            record.updates.append((FINAL[kind], told + timedelta(hours=1), TEXTS[3]))
        self.shop.put(record)

    @rule(number=NUMBERS, text=st.sampled_from(TEXTS))
    def edit(self, number: int, text: str) -> None:
        """A text is corrected."""
        record = self._record(number)
        status, at, _ = record.updates[-1]
        record.updates[-1] = (status, at, f"{text}\n\nCorrected {number}.")
        self.shop.put(record)

    @rule(number=NUMBERS)
    def retitle(self, number: int) -> None:
        """A title is corrected; the neighbours show it too."""
        record = self._record(number)
        record.title = f"{record.title} & {number} <more>"[:60]
        self.shop.put(record)

    @rule(number=NUMBERS, is_final=st.booleans())
    def update(self, number: int, is_final: bool) -> None:
        """Something is told, or it is over."""
        record = self._record(number)
        at = max(self.shop.now, record.updates[-1][1] + timedelta(minutes=1))
        if at > self.shop.now + timedelta(minutes=10):
            return
        words = FINAL if is_final and record.kind in FINAL else NEXT
        record.updates.append((words[record.kind], at, TEXTS[number % 4]))
        self.shop.put(record)

    @rule(number=NUMBERS)
    def rename(self, number: int) -> None:
        """A file gets another name, and so a page another address, with or without a redirect."""
        record = self._record(number)
        if record.slug == "2026-11-01-first":
            return  # texts link to it
        self.shop.drop(record)
        if number % 2 and f"/incidents/{record.slug}/" not in record.aliases:
            record.aliases.append(f"/incidents/{record.slug}/")
        record.slug = f"{record.slug}-x"[:60]
        used = {alias for other in self.shop.records.values() for alias in other.aliases}
        if f"/incidents/{record.slug}/" in used or f"/incidents/{record.slug}/" in record.aliases:
            record.aliases = []
            record.slug += f"{number}y"
        self.shop.put(record)

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        """A record is taken back."""
        record = self._record(number)
        if record.slug != "2026-11-01-first":
            self.shop.drop(record)
            for lesson in (self.shop.source / "content" / "postmortems").glob("*.md"):
                if f"[{record.slug}]" in lesson.read_text(encoding="utf-8"):
                    lesson.unlink()

    @rule(number=NUMBERS, days=st.integers(-3, 3))
    def explain(self, number: int, days: int) -> None:
        """A postmortem is written or changed, for now or for later."""
        published = self.shop.now + timedelta(days=days)
        text = POSTMORTEM.format(slug="2026-11-01-first", number=number, published=published)
        self.shop.write(f"content/postmortems/lesson-{number % 2}.md", text)

    @rule(number=NUMBERS)
    def forget_the_explanation(self, number: int) -> None:
        """A postmortem is taken back."""
        self.shop.remove(f"content/postmortems/lesson-{number % 2}.md")

    @rule(name=st.sampled_from(["Checkout", "The checkout & more"]), slo=st.sampled_from([99.9, 99.99]))
    def change_components(self, name: str, slo: float) -> None:
        """A component gets another name, which stands on many pages."""
        self.shop.components[0] |= {"name": name, "slo": slo}
        self.shop.write_settings()

    @rule(retired=st.sampled_from([None, "2026-11-19", "2026-11-21"]))
    def retire(self, retired: str | None) -> None:
        """A component is given up, today or later."""
        self.shop.components[1].pop("retired", None)
        if retired:
            self.shop.components[1]["retired"] = retired
        self.shop.write_settings()

    @rule(
        name=st.sampled_from(["Scarf Shop Status", "Scarves & Hats"]),
        address=st.sampled_from(["", "status/"]),
    )
    def change_settings(self, name: str, address: str) -> None:
        """The site gets another name, or moves."""
        self.shop.settings |= {"site_name": name, "site_url": f"https://status.example.com/{address}"}
        self.shop.write_settings()

    @rule(palette=st.sampled_from(["default", "slate"]))
    def change_palette(self, palette: str) -> None:
        """The frame changes around every page."""
        theme = self.shop.settings["theme"]
        assert isinstance(theme, dict)
        theme["palette"] = {"scheme": palette}
        self.shop.write_settings()

    @rule(what=st.sampled_from(["incident", "front", "history", "frame"]), number=NUMBERS)
    def change_template(self, what: str, number: int) -> None:
        """A template of the site's own comes, changes or goes."""
        path = f"theme/statusgen/{what}.html"
        theme = self.shop.settings["theme"]
        assert isinstance(theme, dict)
        theme["custom_dir"] = "theme"
        self.shop.write("theme/empty.txt", "")
        if number % 3:
            lines = [f'{{% extends "original/statusgen/{what}.html" %}}']
            lines += ["{% block footer %}", "{{ super() }}", f"<hr> {number}", "{% endblock %}"]
            self.shop.write(path, "\n".join(lines))
        else:
            self.shop.remove(path)
        self.shop.write_settings()

    @rule(number=NUMBERS)
    def change_own_page(self, number: int) -> None:
        """A page of the site's own comes, changes or goes; it stands in the foot of all others."""
        if number % 3:
            link = "[first](incidents/2026-11-01-first.md)" if number % 2 else "text"
            self.shop.write("content/terms.md", f"# Terms {number}\n\nA {link}.\n")
        else:
            self.shop.remove("content/terms.md")

    @rule(number=NUMBERS)
    def change_picture(self, number: int) -> None:
        """A file that is published as it is."""
        if number % 3:
            self.shop.write(
                "content/images/logo.svg", f"<svg xmlns='http://www.w3.org/2000/svg'>{number}</svg>"
            )
        else:
            self.shop.remove("content/images/logo.svg")

    @rule(minutes=st.sampled_from([1, 20, 90, 60 * 24, 60 * 24 * 20]))
    def wait(self, minutes: int) -> None:
        """Time passes: windows open and close, days begin."""
        self.shop.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.shop.cache_files)
    @rule(number=NUMBERS, damage=st.sampled_from(["delete", "cut", "flip", "version", "empty"]))
    def damage_cache(self, number: int, damage: str) -> None:
        """The cache is data that anything may happen to."""
        file = self.shop.cache_files[number % len(self.shop.cache_files)]
        data = file.read_bytes()
        if damage == "delete":
            file.unlink()
            return
        middle = len(data) // 2
        file.write_bytes(
            {
                "cut": data[:middle],
                "flip": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
                "version": data.replace(b"statusgen 0", b"statusgen 9", 1),
                "empty": b"",
            }[damage]
        )

    @rule(number=NUMBERS)
    def damage_site(self, number: int) -> None:
        """Somebody changes, deletes or adds a file where the site is published."""
        files = sorted(path for path in self.shop.site.rglob("*") if path.is_file())
        if not files:
            return
        file = files[number * 7919 % len(files)]
        if number % 3 == 0:
            file.unlink()
        elif number % 3 == 1:
            file.write_bytes(file.read_bytes()[::-1])
        else:
            (file.parent / "stranger.html").write_text("not ours", encoding="utf-8")

    @rule()
    def check_out_again(self) -> None:
        """A fresh checkout gives every file a new time."""
        for path in self.shop.source.rglob("*"):
            if path.is_file() and "site" not in path.relative_to(self.shop.source).parts[:1]:
                path.touch()


def _contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("run", range(RUNS))
def test_no_sequence_of_changes_tells_the_two_builds_apart(run: int) -> None:
    """Two hundred steps in all: texts, names, settings, themes, time, and damage to cache and site."""

    class Run(Years):
        """One run of steps, and the same ones each time."""

    Run.__name__ = f"Years{run}"
    run_state_machine_as_test(
        Run,
        settings=settings(
            max_examples=1,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("which", [0, 1])
def test_what_was_deleted_from_the_site_is_there_again(which: int, tmp_path: Path) -> None:
    """Every second file is gone, of pages, feeds and calendars alike: the next build makes them again."""
    shop = ChangingSite(tmp_path)
    shop.build()
    for path in sorted(path for path in shop.site.rglob("*") if path.is_file())[which::2]:
        if path.name not in ("404.html", "sitemap.xml"):  # by these a built site is known
            path.unlink()
    shop.build()
    assert _contents(shop.site) == _contents(shop.clean_build())
