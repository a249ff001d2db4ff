"""Otter autograders of other people's, graded by our engine and by Otter: the scores are the same.

Each folder of `tests/otter_assignments` is an assignment in a manner of its own, from which Otter makes the autograder.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder import notebook
from autograder.assignment import AssignmentError
from autograder.authoring.agreement import disagreements
from autograder.authoring.from_otter import Taken, bundle_from_otter
from autograder.authoring.otter_zip import otter_zip
from autograder.bundle import make_bundle
from autograder.grading.engine import engine
from autograder.result import Result, read_results

ASSIGNMENTS = Path(__file__).parents[1] / "otter_assignments"
NAMES = sorted(path.name for path in ASSIGNMENTS.iterdir() if path.is_dir())
pytestmark = pytest.mark.filterwarnings("ignore")  # Otter's own


def generate(folder: Path, out: Path) -> Path:
    """The autograder that Otter makes of an assignment's folder."""
    from otter.generate import main

    config = folder / "otter_config.json"
    where = folder / "files" if (folder / "files").is_dir() else folder
    with contextlib.chdir(where):
        main(
            tests_dir=str(folder / "tests"),
            output_path=str(out),
            config=str(config) if config.is_file() else None,
            no_requirements=True,
            no_environment=True,
            files=[path.name for path in where.iterdir()] if where.name == "files" else [],
        )
    return out


def as_notebook(source: str) -> str:
    """A submission's notebook, of a script whose cells are set apart by `# %%`."""
    return notebook.to_text(new_notebook(cells=[new_code_cell(part.strip()) for part in source.split("# %%\n")]))


@pytest.mark.parametrize("name", NAMES)
def test_the_scores_are_those_of_otter(name: str, tmp_path: Path) -> None:
    autograder = generate(ASSIGNMENTS / name, tmp_path / "autograder.zip")
    taken = bundle_from_otter(autograder, tmp_path / "bundle")
    submissions = (ASSIGNMENTS / name / "submissions").glob("*.py")
    notebooks = {path.stem: as_notebook(path.read_text("utf-8")) for path in submissions}
    assert taken.remarks == ()
    assert list(disagreements(taken.bundle, autograder, notebooks)) == []


BEGIN = "from otter.test_files import test_case\n\nOK_FORMAT = False\nname = 'q1'\npoints = None\n\n"


def take(tmp_path: Path, tests: str, **config: object) -> Taken:
    """An autograder of one test file, taken over."""
    folder = tmp_path / "assignment"
    (folder / "tests").mkdir(parents=True)
    (folder / "tests" / "q1.py").write_text(BEGIN + tests, "utf-8")
    (folder / "otter_config.json").write_text(json.dumps(config), "utf-8")
    return bundle_from_otter(generate(folder, tmp_path / "autograder.zip"), tmp_path / "bundle")


def case(arguments: str, *lines: str, points: float = 1, hidden: bool = False) -> str:
    """A test function of this many points."""
    body = "\n".join(f"    {line}" for line in lines)
    return (
        f"@test_case(points={points}, hidden={hidden})\ndef test_{zlib.crc32(body.encode())}({arguments}):\n{body}\n\n"
    )


def grade(taken: Taken, tmp_path: Path, source: str) -> Result:
    file = tmp_path / "notebook.ipynb"
    file.write_text(as_notebook(source), "utf-8")
    with engine(taken.bundle) as warm:
        return warm.grade(file).result


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("plt.gca()", "looks at figures"),
        ("inspect.getsource(f)", "reads the source or the signature"),
        ("with mock.patch('builtins.input'): f()", "replaces what the student's code uses"),
        ("env['x'] = 3", "changes the notebook's own names"),
        ("assert 'f' in globals()", "works on the notebook's names as a whole"),
    ],
)
def test_what_cannot_be_carried_over_is_left_out_and_said(tmp_path: Path, line: str, why: str) -> None:
    taken = take(tmp_path, case("env, f", "assert f(1) == 1", points=2) + case("env, f", line, points=3))
    (remark,) = taken.remarks
    assert remark.startswith(f"q1 - 2 (3 points) is left out: it {why}")
    assert taken.bundle.assignment.max_score == 2


NOT_JUDGED = "".join(
    case(*parts)
    for parts in (
        ("f", "assert f(1) == 1"),
        ("f", "assert f(2) == 4"),
        ("f, Own", "try:", "    f(3)", "except Own:", "    pass"),
        ("f", "assert open('written.txt').read() == 'x'"),
        ("f", "class Here:", "    pass", "assert f(Here()) == 1"),
        ("f", "import urllib.error", "assert f(urllib.error.HTTPError('u', 4, 'm', {}, None)) == 1"),
    )
)


@pytest.fixture(scope="module")
def agreeable(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What becomes of an answer that says of itself that it is equal to everything."""
    place = tmp_path_factory.mktemp("agreeable")
    source = """
class Own(Exception):
    pass
class Agreeable:
    def __eq__(self, other):
        return True
def f(x):
    if x == 3:
        raise Own("no")
    return 1 if x == 1 else Agreeable()
open("written.txt", "w").write("x")
"""
    return grade(take(place, NOT_JUDGED), place, source)


def test_an_object_that_only_itself_could_compare_gets_no_points(agreeable: Result) -> None:
    assert [check.outcome for check in agreeable.questions[0].checks[:2]] == ["passed", "skipped"]


def test_what_is_not_judged_is_flagged_and_never_a_silent_zero(agreeable: Result) -> None:
    """An object that agrees, an exception of a class of the student's, a file of theirs, two objects of the test's."""
    assert agreeable.flags == tuple(f"not judged: q1 - {number}" for number in (2, 3, 4, 5, 6))
    for check in agreeable.questions[0].checks[1:]:
        assert "the points have to be given by hand" in check.feedback


REACHING = """
import os
class Here:
    def __eq__(self, other):
        return self.pid() == other
    def __repr__(self):
        return str(self.pid())
    def pid(self):
        return os.getppid()
class Answer(Here):
    pass
"""


def test_comparing_showing_and_hashing_run_where_the_notebook_ran(tmp_path: Path) -> None:
    """All of it sees the same parent, and that is not the parent of the process that judges."""
    lines = (
        "import os",
        "answer = Answer()",
        "parent = answer.pid()",
        "assert repr(answer) == str(parent)",
        "assert answer == parent and parent != os.getppid()",
    )
    result = grade(take(tmp_path, case("Answer", *lines)), tmp_path, REACHING)
    assert result.questions[0].checks[0].outcome == "passed", result.questions[0].checks[0].feedback


UNPICKLED = """
import os, pandas, pickle
class Payload:
    def __reduce__(self):
        return os.getpid, ()
def encode(value):
    with open("payload.pkl", "wb") as file:
        pickle.dump(Payload(), file)
    return os.path.abspath("payload.pkl")
decode = pandas.read_pickle
"""


def test_a_function_of_a_library_that_runs_what_it_is_given_runs_where_the_notebook_ran(tmp_path: Path) -> None:
    lines = ("import os", "assert decode(encode(1)) != os.getpid()")
    result = grade(take(tmp_path, case("encode, decode", *lines)), tmp_path, UNPICKLED)
    assert result.questions[0].checks[0].outcome == "passed", result.questions[0].checks[0].feedback


FORGED = """
import sys
import numpy as np
def f(x):
    return x
def forged(code):
    act = unpack(code)
    def answer(named, what, *rest):
        told = act(named, what, *rest)
        return {{**told, **{forgery}}} if what == "call" else told
    return answer
answers = sys.modules["autograder.candidate.answer"]
unpack, answers.unpack = answers.unpack, forged
"""


@pytest.mark.parametrize(
    "forgery",
    [
        "{'dice': (told['dice'][0], ('MT19937', np.zeros(624, 'u4'), 10**9, 0, 0.0))}",
        "{'value': ('module', 'os')}",
        "{'value': ('set', [('value', n * (2**61 - 1)) for n in range(1000)])}",
        "{'value': ('objects', (10**9, 0), [])}",
        "{'value': ('something', 1)}",
    ],
    ids=["a generator beyond its numbers", "a module", "keys that collide", "rows of nothing", "an unknown form"],
)
def test_a_forged_answer_is_refused_before_it_does_harm(tmp_path: Path, forgery: str) -> None:
    lines = ("import numpy as np", "np.random.seed(1)", "f(1)", "np.random.random()")
    result = grade(take(tmp_path, case("f", *lines)), tmp_path, FORGED.format(forgery=forgery))
    assert result.questions[0].checks[0].outcome == "skipped"


def test_a_forged_table_does_not_multiply(tmp_path: Path) -> None:
    forgery = """{'value': ('frame', ([("value", None)], [pd.Series(range(4))], False), [None], ('value', list(range(4))),
        [pd.Series(range(4), index=range(4 * n, 4 * n + 4)) for n in range(4)])}"""
    source = "import pandas as pd" + FORGED.format(forgery=forgery)
    result = grade(take(tmp_path, case("f", "assert f(1).size == 16 and f(1).notna().all(None)")), tmp_path, source)
    assert result.questions[0].checks[0].outcome == "passed", result.questions[0].checks[0].feedback


RIGHT = """
import collections, json
import numpy as np
import pandas as pd
Point = collections.namedtuple("Point", "x y")
class Negative(ValueError):
    pass
class Node:
    def __init__(self, value):
        self._root = value
def insert(root, what):
    return [root, what]
def check(x):
    raise Negative("no")
def parse(text):
    return json.loads(text)
def invert(a):
    return np.linalg.inv(a)
def point():
    return Point(1, 2)
def sum(a, b):
    return a + b
def square(x):
    return x**2
def nodes():
    return [Node(1), 2]
def monthly():
    return pd.Series([1, 2], index=pd.period_range("2020", periods=2, freq="M"))
def records():
    return np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])
"""
RIGHT_CASES = {
    "options of any name": ("insert", "assert insert(root=1, what=2) == [1, 2]"),
    "a subclass of an exception": ("check", "try:", "    check(1)", "    assert 0", "except ValueError:", "    pass"),
    "an exception of a library": ("parse", "try:", "    parse('{')", "    assert 0", "except ValueError:", "    pass"),
    "an exception of NumPy": (
        "invert",
        *("import numpy as np", "try:", "    invert(np.zeros((2, 2)))", "    assert 0"),
        *("except np.linalg.LinAlgError:", "    pass"),
    ),
    "a named tuple": ("point", "assert isinstance(point(), tuple) and point().x == 1"),
    "a class below a built-in one": ("Negative", "assert issubclass(Negative, ValueError)"),
    "a name that is built in": ("sum", "assert sum(1, 2) == 3"),
    "a function that pandas applies": (
        "square",
        *("import pandas as pd", "assert pd.Series([1, 2]).apply(square).tolist() == [1, 4]"),
    ),
    "attributes of any name": ("Node", "assert Node(5)._root == 5 and vars(Node(5)) == {'_root': 5}"),
    "objects in a list": ("nodes", "assert nodes()[0]._root == 1 and len(nodes()) == 2"),
    "an index that cannot travel": ("monthly", "assert monthly().iloc[1] == 2 and monthly().sum() == 3"),
    "a structured array": ("records", "assert records()['a'][0] == 1 and records().dtype.names == ('a', 'b')"),
}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What becomes of right answers of many kinds."""
    place = tmp_path_factory.mktemp("right")
    return grade(take(place, "".join(case(*parts) for parts in RIGHT_CASES.values())), place, RIGHT)


@pytest.mark.parametrize("kind", RIGHT_CASES)
def test_a_right_answer_passes_as_it_does_with_otter(right: Result, kind: str) -> None:
    check = right.questions[0].checks[list(RIGHT_CASES).index(kind)]
    assert check.outcome == "passed", check.feedback


def test_objects_in_an_answer_are_not_asked_once_the_test_has_ended(tmp_path: Path) -> None:
    result = grade(take(tmp_path, case("nodes", "assert nodes() == [1, 2]")), tmp_path, RIGHT)
    assert result.questions[0].checks[0].outcome == "failed"


def test_the_points_of_the_whole_are_those_of_the_settings(tmp_path: Path) -> None:
    tests = case("f", "assert f(1) == 1", points=1) + case("f", "assert f(2) == 4", points=3, hidden=True)
    result = grade(take(tmp_path, tests, points_possible=20), tmp_path, "def f(x):\n    return 1")
    assert (result.score, result.max_score) == (5, 20)


@pytest.mark.parametrize(
    ("tests", "config", "why"),
    [
        ("", {"lang": "r"}, "is for notebooks in R"),
        ("1 / 0", {}, r"tests/q1.py is no test file of Otter's: it cannot be run \(ZeroDivisionError"),
        (case("f", "plt.show()"), {}, "No test of .* can be taken over"),
    ],
)
def test_what_is_no_autograder_for_us_is_refused(tmp_path: Path, tests: str, config: dict[str, str], why: str) -> None:
    with pytest.raises(AssignmentError, match=why):
        take(tmp_path, tests, **config)


BY_NAME = "grade by the assignment's name instead of the zip"


def test_an_autograder_of_the_tests_that_students_have_is_told_from_others(
    tmp_path: Path, built: dict[str, bytes]
) -> None:
    (tmp_path / "tests").mkdir()
    for name in [name for name in built if name.startswith("tests/")]:
        (tmp_path / name).write_bytes(built[name])
    with pytest.raises(AssignmentError, match=BY_NAME):
        bundle_from_otter(generate(tmp_path, tmp_path / "autograder.zip"), tmp_path / "bundle")


def test_an_autograder_that_we_wrote_for_otter_is_told_from_others(tmp_path: Path, tiny: Path) -> None:
    autograder = otter_zip(make_bundle(tiny, "tiny", tmp_path / "made"), tmp_path / "autograder.zip")
    with pytest.raises(AssignmentError, match=BY_NAME):
        bundle_from_otter(autograder, tmp_path / "bundle")


def test_what_a_test_calls_to_help_it_may_be_written_in_any_way(tmp_path: Path) -> None:
    helper = "def same(one: int, other: int, *more, **options) -> None:\n    assert one == other\n\n"
    assert take(tmp_path, helper + case("f", "same(f(1), 1)")).remarks == ()


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("notes.txt", "no tests")
    with pytest.raises(AssignmentError, match="is no Otter autograder"):
        bundle_from_otter(tmp_path / "other.zip", tmp_path / "bundle")


def test_the_command_line_grades_with_an_otter_autograder(tmp_path: Path) -> None:
    tests = case("f", "assert f(1) == 1") + case("f", "plt.gca()")
    take(tmp_path, tests)
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ada.ipynb").write_text(as_notebook("def f(x):\n    return x"), "utf-8")
    words = ["grade", str(tmp_path / "autograder.zip"), str(tmp_path / "class"), "-o", str(tmp_path / "out")]
    command = [sys.executable, "-c", "from autograder.cli import main; main()", *words]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "q1 - 2 (1 points) is left out: it looks at figures" in ran.stdout
    assert read_results(tmp_path / "out")[0].score == 1
