def upper_case():
    return "A"


def with_spaces():
    return " a "


def on_a_line_of_its_own():
    return """
A
"""
