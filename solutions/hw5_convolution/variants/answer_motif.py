def capital():
    return "C"


def with_spaces():
    return " c "


def with_a_line_end():
    return "c\n"
