def stopped_too_early():
    """Has any van moved in the last step that was made? What would one more step change?"""
    return "a"


def too_few_vans():
    """The day before there were three vans as well: where did they end?"""
    return "c"


def mean_is_wrong():
    """Section 3 says which place makes the sum of squared distances to some points the smallest: which one is it?"""
    return "d"
