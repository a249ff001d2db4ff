def with_a_space():
    return "b "


def capital():
    return "B"
