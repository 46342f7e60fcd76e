"""One file below `content/postmortems/`, read into a postmortem."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from msgspec import Struct

from statusgen.content.nesting import NESTING_HINT, nesting_fault
from statusgen.content.slugs import SLUG, slug_problem
from statusgen.content.tree import Tree, problem_at
from statusgen.model import Action, Postmortem
from statusgen.problems import Problem, nearest_hint

__all__ = ["PostmortemFile", "read_postmortem", "unknown_incidents"]


class PostmortemFile(Struct, frozen=True, kw_only=True):
    """What was read from one file; `postmortem` is None when a fault makes it unreadable."""

    path: str
    front: Tree
    postmortem: Postmortem | None


def read_postmortem(
    data: bytes, *, path: str, source: str, timezone: str | None
) -> tuple[PostmortemFile, list[Problem]]:
    """The postmortem in `data`, and every fault of its file; the parameters are those of `read_incident`."""
    # Late: a site without postmortems needs neither YAML nor pydantic for them.
    from statusgen.content.front_matter import read_document
    from statusgen.content.schema import PostmortemFields
    from statusgen.content.validation import validate

    slug = PurePosixPath(source).stem
    problems = list(slug_problem(slug, path))
    document, found = read_document(data, path)
    problems += found
    if document is None:
        return PostmortemFile(path=path, front=Tree(), postmortem=None), problems
    if fault := nesting_fault(document.body.split("\n")):
        line = document.body_line + fault[0]
        problems.append(Problem(path=path, line=line, column=1, message=fault[1], hint=NESTING_HINT))
    fields, found = validate(document.front, PostmortemFields, path=path, context={"timezone": timezone})
    problems += found
    postmortem = None
    if fields is not None and SLUG.fullmatch(slug):
        postmortem = Postmortem(
            slug=slug,
            path=source,
            text=document.body,
            line=document.body_line,
            actions=tuple(Action(**action.model_dump()) for action in fields.actions),
            incidents=tuple(fields.incidents),
            contributing_factors=tuple(fields.contributing_factors),
            aliases=tuple(fields.aliases),
            title=fields.title,
            published=fields.published,
            summary=fields.summary,
        )
    return PostmortemFile(path=path, front=document.front, postmortem=postmortem), problems


def unknown_incidents(file: PostmortemFile, slugs: Collection[str]) -> list[Problem]:
    """A problem for each incident that the postmortem names and that has no file."""
    if file.postmortem is None:
        return []
    return [
        problem_at(
            file.front,
            ("incidents", index),
            f"there is no incident `{slug}`",
            nearest_hint(slug, sorted(slugs), what="write the name of a file without .md"),
            path=file.path,
        )
        for index, slug in enumerate(file.postmortem.incidents)
        if slug not in slugs
    ]
