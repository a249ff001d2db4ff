def upper_case():
    return "D"


def with_spaces():
    return " d "


def on_a_line_of_its_own():
    return """
D
"""
