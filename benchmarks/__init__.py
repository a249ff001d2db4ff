"""What is measured of the autograder, and `python -m benchmarks`, which measures its speed and memory."""
