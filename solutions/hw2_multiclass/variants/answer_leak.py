def capital():
    return "C"


def surrounded_by_spaces():
    return " c "


def with_a_newline():
    return "c\n"


def capital_and_spaces():
    return "  C "
