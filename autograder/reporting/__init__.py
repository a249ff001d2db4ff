"""Results for people and spreadsheets: reads what a grading wrote, and never grades."""
