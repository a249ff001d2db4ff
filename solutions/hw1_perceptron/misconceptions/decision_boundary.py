def slope_sign(w, b):
    """Put a point of your line into the score: is the sign of the slope right?"""
    return w[0] / w[1], -b / w[1]


def intercept_sign(w, b):
    """Where does your line cross the vertical axis, and what is the score there?"""
    return -w[0] / w[1], b / w[1]


def weights_swapped(w, b):
    """Solve the equation for the second feature: which weight do you divide by?"""
    return -w[1] / w[0], -b / w[0]


def intercept_over_first_weight(w, b):
    """The slope is fine. By which weight is the bias divided?"""
    return -w[0] / w[1], -b / w[0]


def bias_not_divided(w, b):
    """Does a line with twice the weights and twice the bias lie in the same place? Does yours?"""
    return -w[0] / w[1], -b


def order_swapped(w, b):
    """Which of the two results comes first?"""
    return -b / w[1], -w[0] / w[1]


def whole_weights(w, b):
    """The slope of one line is one number: how many do you return?"""
    return -w / w, -b / w


def learnt_by_heart(w, b):
    """Does your answer depend on the weights and the bias?"""
    return 6.0, 8.0
