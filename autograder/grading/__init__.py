"""From submissions to results: one in an examiner of its own, or many of them side by side."""
