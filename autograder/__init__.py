"""A course-assignment autograder: the student's code answers questions, it never grades."""

__version__ = "0.1.0"
