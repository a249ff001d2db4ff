def upper_case():
    return "B"


def with_spaces():
    return " b "


def on_a_line_of_its_own():
    return """
B
"""
