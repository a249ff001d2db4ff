"""Grading on Gradescope: the zip to upload, what runs in its containers, and what it shows.

pack.py       the zip                      image/       the two scripts that the platform runs
container.py  grades one submission there  blocks.py    a result as the platform's results.json
rehearse.py   the end of an image's set-up: it grades the reference and a blank notebook

Its exports are read by `grading.intake.gradescope`; finished results go there by `reporting.gradebooks.gradescope`.
"""
