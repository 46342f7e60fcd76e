"""Templates print what is given to them safely, in the site's own words, and can be replaced by the site."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from jinja2 import TemplateError
from markupsafe import Markup
from tests.outputs.page_sites import SHOP, maker_of

from statusgen.outputs.pages.incident import record_page
from statusgen.outputs.templates import Templates
from statusgen.outputs.words import Words, words_for


class _Loud(gettext.NullTranslations):
    """A language like English, but louder."""

    def gettext(self, message: str) -> str:
        return message.upper().replace("%(DAY)S", "%(day)s")


def rendered(tmp_path: Path, source: str, words: Words | None = None, **values: object) -> str:
    """What a site's template prints."""
    (tmp_path / "statusgen").mkdir()
    (tmp_path / "statusgen" / "x.html").write_text(source, encoding="utf-8")
    return Templates.in_words(words or words_for("en"), [tmp_path]).render("x.html", **values)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        pytest.param("{{ word }}", "&lt;b&gt;", id="text"),
        pytest.param("{{ mark }}", "<b>", id="HTML"),
        pytest.param("{{ mark ~ word }}", "<b>&lt;b&gt;", id="both"),
        pytest.param("{{ number }}", "7", id="a number"),
        pytest.param("{{ '<i>' }}", "&lt;i&gt;", id="a constant"),
        pytest.param(
            "{% autoescape false %}{{ word }}{% endautoescape %}", "<b>", id="not escaped on purpose"
        ),
        pytest.param("{% set part %}{{ word }}{% endset %}{{ part }}", "&lt;b&gt;", id="escaped once"),
        pytest.param("{% macro say(x) %}{{ x }}{% endmacro %}{{ say(word) }}", "&lt;b&gt;", id="in a macro"),
    ],
)
def test_what_is_no_html_is_escaped(source: str, printed: str, tmp_path: Path) -> None:
    """Whatever prints a value, it is escaped once, and what is HTML already is not."""
    assert rendered(tmp_path, source, word="<b>", mark=Markup("<b>"), number=7) == printed


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        pytest.param("{% trans %}100 % of it{% endtrans %}", "100 % OF IT", id="a percent sign"),
        pytest.param("{% trans %}<b>All</b>{% endtrans %}", "<B>ALL</B>", id="HTML of ours"),
        pytest.param("{% trans day=word %}On {{ day }}{% endtrans %}", "ON &lt;b&gt;", id="a value"),
        pytest.param("{{ _('All & more') }}", "ALL & MORE", id="in an expression"),
    ],
)
def test_words_are_those_of_the_catalogue(source: str, printed: str, tmp_path: Path) -> None:
    """With a value in it or without, a message is translated, and the value is escaped."""
    assert rendered(tmp_path, source, Words(_Loud()), word="<b>") == printed


def test_name_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    """A typing mistake in a site's template stops the build, and tells its line."""
    with pytest.raises(TemplateError, match="'titel' is undefined") as caught:
        rendered(tmp_path, "\n\n{{ titel }}")
    lines = [entry.lineno + 1 for entry in caught.traceback if str(entry.path).endswith("x.html")]
    assert lines == [3]


def test_template_of_the_site_changes_each_record(tmp_path: Path) -> None:
    """A block is replaced, the rest stays, and what our template knows of an update is there to be printed."""
    (tmp_path / "statusgen").mkdir()
    (tmp_path / "statusgen" / "incident.html").write_text(
        '{% extends "original/statusgen/incident.html" %}\n'
        "{% block timeline %}{% for update in record.updates %}<p>{{ update.status }}: {{ update.text }}</p>\n"
        "{% endfor %}{% endblock %}\n",
        encoding="utf-8",
    )
    page = record_page(maker_of(SHOP, templates=Templates.load("en", [tmp_path])), 1)
    assert "sg-timeline" not in page.html
    assert "sg-incident-head" in page.html
    assert "<p>Identified: <p>It is <strong>known</strong>.</p></p>" in page.html


def test_mark_of_the_site_stands_on_each_page(tmp_path: Path) -> None:
    """A site that draws other icons replaces them in one place."""
    (tmp_path / "statusgen").mkdir()
    (tmp_path / "statusgen" / "parts.html").write_text(
        '{% extends "original/statusgen/parts.html" %}', encoding="utf-8"
    )
    parts = Templates.load("en").environment.loader.get_source(  # type: ignore[union-attr]
        Templates.load("en").environment, "statusgen/parts.html"
    )[0]
    changed = parts.replace("<svg ", '<svg data-ours="" ', 1)
    (tmp_path / "statusgen" / "parts.html").write_text(changed, encoding="utf-8")
    page = record_page(maker_of(SHOP, templates=Templates.load("en", [tmp_path])), 1)
    assert page.html.count('<svg data-ours=""') == page.html.count("<use ")
