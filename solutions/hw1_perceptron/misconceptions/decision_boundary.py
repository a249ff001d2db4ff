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


def minus_forgotten(w, b):
    """Put a point of your line into the score: is it 0?"""
    return w[0] / w[1], b / w[1]


def slope_upside_down(w, b):
    """The intercept is fine. Which weight should be below the other in the slope?"""
    return -w[1] / w[0], -b / w[1]


def intercept_never_below_zero(w, b):
    """Can a line cross the vertical axis below 0?"""
    return -w[0] / w[1], abs(b / w[1])


def score_of_one_half(w, b):
    """What is the score on your line: 0, or one half?"""
    return -w[0] / w[1], (0.5 - b) / w[1]


def nothing_returned(w, b):
    """Your function does its work, and then: what does it give back?"""
    -w[0] / w[1], -b / w[1]
