"""A synthetic class: submissions as a teaching assistant would find them, drawn from an assignment's known answers."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from autograder import notebook
from autograder.authoring.answers import Answers, read_answers

FIRST = ("ada", "alan", "barbara", "claude", "donald", "edsger", "emmy", "frances", "grace", "hedy", "john", "karen")
LAST = ("abel", "boole", "cantor", "dirac", "euler", "fermat", "gauss", "hilbert", "jacobi", "kovalevskaya", "lovelace")

ENDLESS = "\n\nwhile True:\n    pass\n"

# How a class is made up: of twenty questions of a student who works, so many are right, wrong, and not tried.
RIGHT, WRONG, BLANK = 14, 4, 2


def draw_class(course: Path, name: str, students: int, seed: int, into: Path) -> None:
    """Write one notebook for each of `students` into the folder `into`; the same seed draws the same class.

    Most students have answered most questions, in many ways; every tenth has handed in something broken.
    """
    answers = read_answers(course, name)
    chance = random.Random(seed)
    for number in range(students):
        student = f"{FIRST[number % len(FIRST)]}_{LAST[number % len(LAST)]}{number // (len(FIRST) * len(LAST)) or ''}"
        text = notebook.to_text(notebook.fill(answers.blank, dict(_draw_answers(answers, chance))))
        if number % 10 == 9:
            text = BROKEN[number // 10 % len(BROKEN)](text, answers)
        (into / f"{student}.ipynb").write_text(text, "utf-8")


def _draw_answers(answers: Answers, chance: random.Random) -> list[tuple[str, str]]:
    """A student's answers: how good a student is, is drawn first."""
    slips = chance.choice((0, 0, 1, 1, 2, 4))
    drawn = []
    for question, reference in answers.reference.items():
        right = [reference, *answers.variants[question].values()]
        wrong = list(answers.misconceptions[question].values()) or right
        kind = chance.choices(("right", "wrong", "blank"), (RIGHT, WRONG * slips, BLANK * slips // 2))[0]
        if kind != "blank":
            drawn.append((question, chance.choice(right if kind == "right" else wrong)))
    return drawn


def _cut_off(text: str, answers: Answers) -> str:
    """The upload broke off."""
    return text[: len(text) // 2]


def _endless(text: str, answers: Answers) -> str:
    """One answer is followed by a loop that never ends."""
    source = next(iter(answers.reference.values()))
    return answers.notebook({next(iter(answers.reference)): source + ENDLESS})


def _misspelt(text: str, answers: Answers) -> str:
    """One answer is no Python."""
    question, source = [(one, source) for one, source in answers.reference.items() if "return" in source][-1]
    return answers.notebook({question: source.replace("return", "retrun", 1)})


def _empty(text: str, answers: Answers) -> str:
    """An empty file was saved."""
    return ""


BROKEN: tuple[Callable[[str, Answers], str], ...] = (_cut_off, _endless, _misspelt, _empty)
