"""Tests that were written for another autograder, on the student's objects from a distance.

From the bottom up: `libraries` (what the examiner has itself), `remote` (an object in the candidate), `values` (made
again of what the candidate describes), `student` (the conversation), `names` (what a test sees), `judge` (run it).
"""
