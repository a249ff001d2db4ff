"""For instructors: build assignments from solutions, and prove their checks."""
