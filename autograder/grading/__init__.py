"""From submissions to results: one in an examiner of its own, or many of them side by side.

In the program that grades, from the outside in: intake/ and layout.py find submissions, ledger.py keeps what is done,
many.py grades a class, on a cluster.py or on one engine.py. In the process that the engine starts: host.py forks an
examiner for each submission; there examine.py reads the file (submitted.py), runs the notebook (run.py), holds the
checks (examination.py), and says what came of them (verdict.py, and details.py for staff).

standalone.py is for those who run checks by plain pytest.
"""
