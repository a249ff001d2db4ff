"""Gradescope: a zip to upload as the autograder, which picks a finished result for each submitter and runs nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.files import zipped
from autograder.gradescope import blocks
from autograder.reporting.gradebooks.grades import Filled, Grade, GradebookError, sentence
from autograder.reporting.summary import number

_SETUP = "#!/usr/bin/env bash\n# Nothing is installed: the results are finished.\nset -e\n"


def fill(grades: Sequence[Grade]) -> Filled:
    """The zip; who has no e-mail, or has handed in twice, is left out.

    Raises:
        GradebookError: Nobody has an e-mail.
    """
    by_email: dict[str, list[Grade]] = {}
    unknown = []
    for grade in grades:
        email = grade.student.email.strip().casefold()
        if email:
            by_email.setdefault(email, []).append(grade)
        else:
            unknown.append(grade.label)
    if not by_email:
        raise GradebookError("No result tells an e-mail, and Gradescope's submitters are known by nothing else.")
    one = {email: held[0] for email, held in by_email.items() if len({g.result.submission for g in held}) == 1}
    remarks = sentence(unknown, "without an e-mail, by which Gradescope's submitters are known: left out")
    remarks += sentence(by_email.keys() - one.keys(), "with results of several submissions: left out")
    return Filled(_zip(one), len(one), tuple(remarks))


def results_json(grade: Grade) -> dict[str, Any]:
    """A result as Gradescope shows it, hidden checks too, with the score that counts in the end."""
    raw = grade.mark.raw
    checks = "no score" if raw is None else number(raw)
    told = "" if raw == grade.score else f"The checks gave {checks}; the score in the end is {number(grade.score)}."
    return {**blocks.results(grade.result, "visible", {}, told), "score": grade.score}


def _zip(grades: dict[str, Grade]) -> bytes:
    """All that goes to the platform; a group shares one result. What is about students, root alone reads there."""
    by_submission = {grade.result.submission: grade for grade in grades.values()}
    places = {name: f"results/{count}.json" for count, name in enumerate(sorted(by_submission), start=1)}
    emails = {email: Path(places[grade.result.submission]).name for email, grade in sorted(grades.items())}
    private = {
        "emails.json": json.dumps(emails, indent=1),
        **{place: json.dumps(results_json(by_submission[name]), allow_nan=False) for name, place in places.items()},
    }
    programs = {"setup.sh": _SETUP, "run_autograder": Path(__file__).with_name("pick.py").read_text("utf-8")}
    modes = {**dict.fromkeys(private, 0o600), **dict.fromkeys(programs, 0o755)}
    return zipped({name: text.encode() for name, text in {**private, **programs}.items()}, modes)
