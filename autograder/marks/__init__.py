"""What a submission gets in the end: its score, then a person's overrides, then the late policy. Nothing is graded."""
