"""What runs beside the student's code. Nothing here is trusted once a cell has run.

cells.py    reads the submission               shell.py    runs its cells, with shims.py around them
answer.py   answers the examiner's calls       probe.py    code of a check that travels here
act.py      serves tests of other autograders, with describe.py for what comes of it
"""
