from __future__ import annotations

import pytest
from tests.outputs.hostile import VECTORS

from statusgen.outputs.api.text import api_text

ROOT = "https://status.example.com/"
PAGE = "incidents/errors/"


@pytest.mark.parametrize(
    ("text", "served"),
    [
        pytest.param("Nobody can pay.", "Nobody can pay.", id="plain"),
        pytest.param("See [terms](../about.md).", f"See [terms]({ROOT}about/).", id="page"),
        pytest.param("![graph](../files/a.png)", f"![graph]({ROOT}files/a.png)", id="picture"),
        pytest.param("[old](2025/old.md#part)", f"[old]({ROOT}incidents/old/#part)", id="record"),
        pytest.param("[here](#update-1)", f"[here]({ROOT}{PAGE}#update-1)", id="place on its page"),
        pytest.param('[a](../about.md "Title")', f'[a]({ROOT}about/ "Title")', id="title"),
        pytest.param("[a][1]\n\n[1]: ../about.md", f"[a][1]\n\n[1]: {ROOT}about/", id="definition"),
        pytest.param("[a](https://example.com/x)", "[a](https://example.com/x)", id="elsewhere"),
        pytest.param("[mail](mailto:a@example.com)", "[mail](mailto:a@example.com)", id="mail"),
        pytest.param("`[a](../about.md)`", "`[a](../about.md)`", id="code span"),
        pytest.param(
            "```\n[a](b.md)\n```\n[a](b.md)", f"```\n[a](b.md)\n```\n[a]({ROOT}incidents/b/)", id="fence"
        ),
        pytest.param("~~~\n[a](b.md)", "~~~\n[a](b.md)", id="open fence"),
        pytest.param("[a](<../a b.md>)", f"[a]({ROOT}a%20b/)", id="file with a blank"),
        pytest.param(
            "[a](<https://example.com/x y>)", "[a](https://example.com/x%20y)", id="address in signs"
        ),
        pytest.param("<https://example.com/x>", "https://example.com/x", id="bare address"),
        pytest.param("`<https://x>`", "`&lt;https://x>`", id="bare address in code"),
        pytest.param("5 < 6, a <3 b, < 2 %", "5 < 6, a <3 b, < 2 %", id="numbers"),
        pytest.param("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>", id="script"),
        pytest.param("ask <host> or <!-- x -->", "ask &lt;host> or &lt;!-- x -->", id="words and comments"),
    ],
)
def test_a_text_stands_on_its_own(text: str, served: str) -> None:
    """It is the author's markdown with whole links, and nothing in it begins a tag."""
    assert api_text(text, source="incidents/errors.md", page=PAGE, root=ROOT) == served


@pytest.mark.parametrize("text", VECTORS)
def test_nothing_runs_where_a_client_takes_it_for_html(text: str) -> None:
    """No tag, no comment and no instruction can begin in it."""
    served = api_text(text, source="incidents/errors.md", page=PAGE, root=ROOT)
    assert not any(served[at + 1 : at + 2].isalpha() for at, sign in enumerate(served) if sign == "<")
    assert not any(mark in served for mark in ("</", "<!", "<?"))
