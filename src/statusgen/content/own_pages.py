"""The site's own pages, which MkDocs reads: what it would publish in a way that nobody meant."""

from __future__ import annotations

import re

from statusgen.content.decoding import decode
from statusgen.problems import Problem

__all__ = ["own_page_problems"]

# As MkDocs finds it (mkdocs.utils.meta): YAML between a line `---` and a line `---` or `...`.
_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(?P<yaml>.*?\n)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD_FIRST = re.compile(r"-{3}[ \t]*\n\w[\w.-]*:[ \t\n]")
_SHOWN = "the front matter is no YAML, and would be published as text"


def own_page_problems(data: bytes, path: str) -> list[Problem]:
    """Why MkDocs cannot read the page in `data`, or would show its front matter to readers."""
    text, problems = decode(data, path)
    if text is None or not text.startswith("---"):
        return problems
    # Late, because it needs YAML, and most pages have no front matter.
    from statusgen.content.front_matter import unclosed_front_matter
    from statusgen.content.yaml_tree import parse_yaml

    match = _FRONT_MATTER.match(text)
    if match is None:
        return [unclosed_front_matter(text.split("\n"), path)] if _FIELD_FIRST.match(text) else []
    _, problems = parse_yaml(match["yaml"], path, first_line=2)
    return problems or _load_problems(match["yaml"], path)


def _load_problems(text: str, path: str) -> list[Problem]:
    """What keeps the well-formed YAML `text` from becoming values, such as a day that does not exist."""
    import yaml

    line, column, hint = 2, 1, "put such a value into quotes"
    try:
        yaml.load(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (line, column)
        return [Problem(path=path, line=line, column=column, message=_SHOWN, hint=hint)]
    except Exception as error:  # noqa: BLE001  # tags make PyYAML raise anything, and MkDocs drops all of it
        return [Problem(path=path, line=line, column=column, message=f"{_SHOWN}: {error}", hint=hint)]
    return []
