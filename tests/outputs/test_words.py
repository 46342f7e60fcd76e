"""Every word that readers see goes through one catalogue of translations."""

from __future__ import annotations

import ast
import gettext
import json
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import jinja2
import jinja2.nodes
import pytest
from lxml import html
from msgspec.structs import replace
from tests.outputs.feed_sites import moment, update
from tests.outputs.page_sites import (
    AHEAD,
    COMPONENTS,
    LESSON,
    NOTICE,
    OLD,
    OPEN,
    OVER,
    SHOP,
    every_page,
    maker_of,
)

from statusgen.model import Action, PostmortemPlan, Reporter, UpdateStatus
from statusgen.outputs.templates import Templates, theme_dir
from statusgen.outputs.words import Words, languages_in

_SIGNS = re.compile(r"%\((\w+)\)[sd]|%d")
# These are the same in every language: names, zones, formats.
_NAMES = re.compile(r"\b(?:UTC|RSS|Atom|JSON Feed|JSON|iCalendar|Slack|WordPress|React|Google Tag Manager)\b")


def _in_python(root: Path) -> Iterator[tuple[str, ...]]:
    """The messages of `_()`, `gettext()`, `ngettext()` and `_marked()` in the package."""
    for file in sorted((root / "src" / "statusgen" / "outputs").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                if name in {"_", "gettext", "_marked", "ngettext"} and texts:
                    yield tuple(str(text) for text in texts[: 2 if name == "ngettext" else 1])


def _in_templates() -> Iterator[tuple[str, ...]]:
    """The messages of the templates of pages, and of those in which Material's frame is drawn."""
    # As `make messages` reads them: our own environment translates while it reads.
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for file in sorted([*theme_dir().glob("statusgen/*.html"), theme_dir() / "404.html"]):
        source = file.read_text(encoding="utf-8")
        for _, _, message in environment.extract_translations(source):
            texts = message if isinstance(message, tuple) else (message,)
            yield tuple(text for text in texts if text is not None)
        for call in environment.parse(source).find_all(jinja2.nodes.Call):
            if isinstance(call.node, jinja2.nodes.Getattr) and call.node.attr == "_":
                yield (call.args[0].value,)  # type: ignore[attr-defined]


def _compiled(messages: Mapping[tuple[str, ...], tuple[str, ...]]) -> bytes:
    """A catalogue as `msgfmt` compiles it (GNU gettext manual, "The Format of GNU MO Files")."""
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    pairs = sorted(
        [("", header), *(("\0".join(found), "\0".join(told)) for found, told in messages.items())],
        key=lambda pair: pair[0].encode(),
    )
    ids, texts = [pair[0].encode() for pair in pairs], [pair[1].encode() for pair in pairs]
    start = 28 + 16 * len(pairs)
    tables, body = b"", b""
    for strings in (ids, texts):
        for string in strings:
            tables += struct.pack("<2I", len(string), start + len(body))
            body += string + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + tables + body


def _marked(message: str) -> str:
    """The message between brackets that occur nowhere else, what is filled in kept."""
    return f"⟦{message}⟧"


@pytest.fixture(scope="module")
def catalogue(root: Path, tmp_path_factory: pytest.TempPathFactory) -> gettext.GNUTranslations:
    """A catalogue in which every message stands between brackets, compiled and loaded as any other."""
    folder = tmp_path_factory.mktemp("locale")
    target = folder / "xx" / "LC_MESSAGES" / "statusgen.mo"
    target.parent.mkdir(parents=True)
    found = {*_in_python(root), *_in_templates()}
    plurals = {message[0]: message for message in found if len(message) > 1}
    messages = {plurals.get(message[0], message): () for message in found}
    target.write_bytes(_compiled({message: tuple(map(_marked, message)) for message in messages}))
    return gettext.translation("statusgen", folder, ["xx"])


# A site in which nothing is written in Latin letters, so that those which are left are ours.
_ACTIONS = tuple(
    Action(title="πράξη", kind=kind, status=status, owner="ομάδα", due=moment("2026-11-01").date())
    for kind, status in [
        ("prevent", "open"),
        ("detect", "done"),
        ("mitigate", "in_progress"),
        ("process", "dropped"),
    ]
)
_RECORDS = tuple(
    replace(
        incident,
        title="τίτλος",
        updates=tuple(replace(told, text="κείμενο") for told in incident.updates),
    )
    for incident in (
        OLD, OVER, AHEAD, NOTICE,
        replace(OPEN, reported_by=Reporter.CUSTOMER, detected=moment("2026-11-20 14:00")),
        replace(OPEN, slug="b", postmortem=PostmortemPlan.PLANNED, reported_by=None, updates=(
            update("2026-11-20 13:00", UpdateStatus.RESOLVED), update("2026-11-20 13:10", UpdateStatus.MONITORING))),
        replace(AHEAD, slug="c", starts=moment("2026-11-20 14:00"), ends=moment("2026-11-20 16:00")),
        replace(OPEN, slug="d", components={}, updates=(update("2026-11-10 13:00", UpdateStatus.RESOLVED),)),
    )
)  # fmt: skip
GREEK = replace(
    SHOP,
    name="κατάστημα",
    url="https://1.2/",
    components=tuple(
        replace(component, name="μέρος", group="ομάδα" if component.group else None, description="περιγραφή")
        for component in COMPONENTS
    ),
    incidents=_RECORDS,
    postmortems=(
        replace(
            LESSON, title="μάθημα", summary="περίληψη", contributing_factors=("αιτία",), actions=_ACTIONS
        ),
    ),
)


def _outside(text: str) -> str:
    """What of `text` stands outside of all brackets."""
    while "⟦" in text:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
        if shorter == text:
            break
        text = shorter
    return text


def _words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]{2,}", _NAMES.sub("", _outside(text))))


def _said(element: html.HtmlElement) -> Iterator[str]:
    """The texts in `element`, in their order."""
    if isinstance(element.tag, str) and element.tag not in {"script", "style", "code", "pre"}:
        yield element.text or ""
        for child in element:
            yield from _said(child)
            yield child.tail or ""


def _texts(document: html.HtmlElement) -> Iterator[str]:
    """What readers read or hear: texts, and the attributes that are read aloud or shown."""
    # As one text, because a message may hold an element.
    yield " ".join(_said(document))
    for element in document.iter("*"):
        for name in ("aria-label", "title", "alt", "data-sg-overdue", "data-sg-none"):
            yield element.get(name, "")


def test_every_word_on_every_page_can_be_translated(catalogue: gettext.GNUTranslations) -> None:
    """With a catalogue that marks each message, no word of ours is left without its mark on any page."""
    templates = Templates.in_words(Words(catalogue))
    left = {}
    for page in every_page(maker_of(GREEK, templates=templates)):
        document = html.document_fromstring(page.html)
        words = set().union(*map(_words, _texts(document)), _words(page.title), _words(page.description))
        if words:
            left[page.path] = words
    assert not left, left


def test_words_for_scripts_can_be_translated(catalogue: gettext.GNUTranslations) -> None:
    """What the clock's script shows comes from the same catalogue."""
    page = next(every_page(maker_of(GREEK, templates=Templates.in_words(Words(catalogue)))))
    (source,) = html.document_fromstring(page.html).xpath("//*[@id='sg-clock']/@data-sg-clock")
    data = json.loads(source)
    assert all(word.startswith("⟦") for word in data["words"].values())
    assert all(status["word"].startswith("⟦") for status in data["statuses"].values())


def test_translation_keeps_what_is_filled_in(catalogue: gettext.GNUTranslations) -> None:
    """The catalogue holds many messages, and a message with a place for a value still has it when translated."""
    messages = {key: text for key, text in catalogue._catalog.items() if key}  # type: ignore[attr-defined]
    assert len(messages) > 150
    for key, text in messages.items():
        wanted = key[0] if isinstance(key, tuple) else key
        assert set(_SIGNS.findall(wanted)) <= set(_SIGNS.findall(text))


def test_language_without_a_catalogue_is_told_in_english() -> None:
    """A site in a language that nobody has translated yet has English words of ours, and no error."""
    titles = [page.title for page in every_page(maker_of(GREEK, templates=Templates.load("el")))]
    assert "History" in titles


def test_other_languages_are_offered_where_there_are_any(tmp_path: Path) -> None:
    """Each compiled catalogue but the site's own, and English beside them; without any there is no choice."""
    assert languages_in(tmp_path, "en") == ()
    for name in ("de", "pt_BR"):
        file = tmp_path / name / "LC_MESSAGES" / "statusgen.mo"
        file.parent.mkdir(parents=True)
        file.touch()
    assert languages_in(tmp_path, "en") == ["de", "pt-BR"]
    assert languages_in(tmp_path, "de-AT") == ["en", "pt-BR"]
