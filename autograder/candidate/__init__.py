"""What runs beside the student's code. Nothing here is trusted once a cell has run."""
