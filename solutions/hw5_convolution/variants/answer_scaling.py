def capital():
    return "A"


def with_spaces():
    return " a "


def with_a_line_end():
    return "a\n"
