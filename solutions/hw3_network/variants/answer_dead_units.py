def capital():
    return "B"


def surrounded_by_spaces():
    return " b "


def with_a_newline():
    return "b\n"


def capital_and_tab():
    return "\tB"
