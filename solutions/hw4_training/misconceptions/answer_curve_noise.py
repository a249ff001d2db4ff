def outliers_removed():
    """Count the dragons before and after: has anybody been removed, or has only the ruler changed?"""
    return "a"


def colours_moved_apart():
    """All dragons are moved and stretched by the same formula. Can that make two herds overlap less?"""
    return "b"


def steps_as_long_as_gradients():
    """Look up in section 2 how far Adam moves a weight. Does it matter how large the gradient is?"""
    return "c"
