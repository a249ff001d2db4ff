"""A course-assignment autograder: the student's code answers questions, it never grades.

The rooms, each of which knows only those below it (pyproject.toml keeps it so)::

    cli                                        the commands
    authoring, gradescope, local, doctor       for instructors, for the platform, for students, for a machine
    grading | reporting                        submissions to results | results to people
    bundle | marks                             an assignment made ready | overrides and the late policy
    notebook                                   notebooks of our own
    checking                                   what checks are written with
    sandbox                                    the processes, and what confines them
    candidate                                  what runs beside the student's code
    wire                                       what passes between examiner and candidate
    assignment, result, files, errors          plain values, and what all need
"""

__version__ = "0.1.0"
