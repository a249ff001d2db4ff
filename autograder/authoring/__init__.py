"""For instructors: build assignments from solutions, and prove their checks.

build.py    the students' folder      otter.py (Assign strips the solutions), excerpt.py, record.py and mistakes.py make
                                      its parts; replay.py goes along and runs them there; dry_run.py tries it out
verify.py   the proof of the checks   matrix.py shows it
answers.py  submissions to try with   classroom.py (a made-up class), rehearsal.py (for a Gradescope image)

Beside otter.py, four files know Otter: otter_zip.py writes an autograder of its kind, and in_otter.py runs inside that;
from_otter.py takes one over; agreement.py grades with both.
"""
