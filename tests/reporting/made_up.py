"""Made-up results: one, a whole class, and names that mean harm."""

from __future__ import annotations

import random
from typing import Any

from autograder.result import CheckResult, Outcome, QuestionResult, Result, Student

# Question, title, points of its checks, misconceptions.
QUESTIONS = (
    ("augment_dragons", "Toes for everyone", (1.0, 1.0, 1.0), ("callers_table_changed", "toes_swapped")),
    ("split_indices", "Two piles of rows", (1.0, 1.0, 1.0), ("not_shuffled",)),
    ("binary_rates", "How good is it?", (1.0, 1.0, 1.0), ("rates_swapped", "divides_by_all")),
    ("fit_logistic", "A first model", (1.0, 2.0), ("scored_on_train",)),
    ("perceptron_predict", "Above zero", (1.0, 1.0), ("tie_is_one", "bias_forgotten")),
    ("perceptron_train_step", "Learn from one dragon", (1.0, 0.5, 1.5, 2.0), ("sign_flipped", "bias_not_moved")),
    ("train_perceptron", "Learn from all of them", (2.0, 1.0, 1.0), ("rate_per_sample", "stops_too_late")),
    ("decision_boundary", "Draw the line", (1.0,), ("slope_inverted",)),
)


def make_check(name: str = "a_miss", points: float = 1.0, outcome: Outcome = "passed", **more: Any) -> CheckResult:
    """A check that passed, unless told otherwise."""
    return CheckResult(name, f"About {name}.", False, points, outcome, **more)


def make_question(name: str = "predict", *checks: CheckResult) -> QuestionResult:
    """A question of the given checks, or of one that earned 1 of 2 points."""
    half = (make_check(), make_check("a_hit", outcome="failed", feedback="Look at the sign. Then again."))
    return QuestionResult(name, f"Title of {name}", checks or half)


def make_result(submission: str = "ada", name: str = "Ada Lovelace", **more: Any) -> Result:
    """A graded result with 1 of 2 points, unless told otherwise."""
    values: dict[str, Any] = {
        "assignment": "hw1_perceptron",
        "submission": submission,
        "status": "graded",
        "questions": (make_question(),),
        "students": (Student(name, "ada@example.org", "17"),),
        "seconds": 0.31,
    }
    return Result(**{**values, **more})


def make_class(size: int, seed: int = 7) -> list[Result]:
    """A class with strong and weak students, the usual misconceptions and a few mishaps."""
    return [_student(number, random.Random(seed * 10_000 + number)) for number in range(size)]


_FIRST = ("Ada", "Grace", "Émilie", "Sofja", "Alan", "Chien-Shiung", "Srinivasa", "Maryam", "Kurt", "José", "李", "نور")
_LAST = (
    "Lovelace",
    "Hopper",
    "du Châtelet",
    "Kowalewskaja",
    "Turing",
    "Wu",
    "Ramanujan",
    "Mirzakhani",
    "García Márquez",
)
_MISHAPS = {
    "missing": "No code was found in this notebook.",
    "timeout": "The notebook ran longer than 60 s before any question could be checked.",
    "grader_error": "The examiner stopped; this is our fault.",
}


def _student(number: int, draw: random.Random) -> Result:
    name = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"
    more: dict[str, Any] = {}
    if draw.random() < 0.12:
        status = draw.choice(tuple(_MISHAPS))
        more = {"status": status, "message": _MISHAPS[status]}
    skill = draw.betavariate(4, 1.3)
    return make_result(
        f"{name.replace(' ', '_').lower()}_{number:03}",
        name,
        questions=tuple(_question(draw, skill, *question) for question in QUESTIONS),
        seconds=round(draw.uniform(0.2, 1.4), 3),
        flags=("late",) if draw.random() < 0.1 else (),
        **more,
    )


def _question(
    draw: random.Random, skill: float, name: str, title: str, points: tuple[float, ...], held: tuple[str, ...]
) -> QuestionResult:
    checks = []
    for place, worth in enumerate(points):
        if draw.random() < skill:
            checks.append(make_check(f"case_{place}", worth))
        elif draw.random() < 0.6:
            wrong = draw.choices(held, weights=(3, 1)[: len(held)])[0]
            sentence = f"What does {name} do with a dragon that breathes no fire? Try one by hand."
            checks.append(make_check(f"case_{place}", worth, "failed", feedback=sentence, misconception=wrong))
        else:
            checks.append(make_check(f"case_{place}", worth, "failed", feedback=f"{name}(…) gave another value."))
    return QuestionResult(name, title, tuple(checks))


# Names that some program would run, or that would hide what they are.
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "Ada;=1+1",
    "\x00nul\x00",
    "\x1b[31mred\x1b]0;owned\x07",
    "\x9b31mred",
    "gpj.\u202eexe",
    "\u2066isolated",
    "\ud800 half a pair",
    "two\nlines",
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "' onmouseover='document.title=1",
    "</style></script><script>document.title='owned'</script>",
    "{{ 7 * 7 }}",
    "[red]Ada[/red]",
    "[/]",
    "a backslash \\",
    "three \\\\\\",
)
