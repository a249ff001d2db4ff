"""Results for people and spreadsheets: reads what a grading wrote, and never grades.

outputs.py   reads the output folder           progress.py, comparison.py, explain.py   for the terminal
table.py     grades.csv, and as a table        html.py, feedback.py   pages for staff and for students, made with
gradebooks/  Canvas, Moodle, Gradescope, CSV                          page.py, summary.py, excerpts.py, source.py
similar.py   answers alike                     escape.py   makes a student's text harmless, for every format
"""
