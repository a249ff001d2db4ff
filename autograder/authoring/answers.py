"""Everything a synthetic submission can be put together from: the blank notebook, and answers right and wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder import notebook
from autograder.assignment import find_assignment, read_assignment
from autograder.authoring.build import blank_notebook
from autograder.authoring.excerpt import bare, excerpt
from autograder.checking import loading


@dataclass(frozen=True)
class Answers:
    """An assignment's blank notebook, and for each question the source of known answers, by their ids.

    `sentences` are those of the misconceptions. `not_repeatable` are the misconceptions that answer differently each
    time, so that no replay can name them: a misconceptions file says so itself.
    """

    name: str
    blank: NotebookNode
    reference: Mapping[str, str]
    misconceptions: Mapping[str, Mapping[str, str]]
    variants: Mapping[str, Mapping[str, str]]
    sentences: Mapping[str, Mapping[str, str]]
    not_repeatable: Mapping[str, frozenset[str]]

    def notebook(self, answers: Mapping[str, str], is_blank: bool = False, copy: int = 0) -> str:
        """A submission: the reference's answers but for those given here, or none; each copy is another file."""
        filled = notebook.fill(self.blank, {} if is_blank else {**self.reference, **answers})
        filled.metadata["copy"] = copy
        return notebook.to_text(filled)


def read_answers(course: Path, name: str) -> Answers:
    """The answers of the course's assignment `name`, with its notebook as a student would get it today."""
    folder = find_assignment(course, name)
    assignment = read_assignment(folder)
    questions = [question.id for question in assignment.questions]
    master = notebook.read(folder / f"{name}.ipynb")
    reference = loading.run_reference(notebook.reference_source(master))
    written = [one for one in questions if loading.is_written(getattr(reference, one))]
    known = {
        one: _misconceptions(folder / "misconceptions" / f"{one}.py", getattr(reference, one)) for one in questions
    }
    return Answers(
        name=name,
        blank=blank_notebook(assignment, folder),
        reference=notebook.solution_sources(master),
        misconceptions={one: _known(folder / "misconceptions" / f"{one}.py", one, one in written) for one in questions},
        variants={one: _known(folder / "variants" / f"{one}.py", one, one in written) for one in questions},
        sentences={one: {wrong.id: wrong.sentence for wrong in known[one]} for one in questions},
        not_repeatable={
            one: frozenset(wrong.id for wrong in known[one] if not wrong.is_repeatable) for one in questions
        },
    )


def _known(path: Path, question: str, is_written: bool) -> dict[str, str]:
    """The source of each answer that a file defines, under the question's name."""
    if not path.is_file():
        return {}
    if is_written:
        return {name: f"{question} = {give()!r}\n" for name, give in loading.load_functions(path).items()}
    source = path.read_text("utf-8")
    return {name: excerpt(bare(source, name), name, alias=question) for name in loading.load_functions(path)}


def _misconceptions(path: Path, reference: Any) -> tuple[loading.Misconception, ...]:
    return loading.load_misconceptions(path, reference) if path.is_file() else ()
