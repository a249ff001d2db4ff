import numpy as np


def _at_the_middle(points, labels, centers, middle=lambda mine: mine.mean(axis=0), empty=None):
    """The centers at the `middle` of their points; where there are none, at `empty` or where they were."""
    return np.array(
        [
            middle(points[labels == place]) if (labels == place).any() else center if empty is None else empty
            for place, center in enumerate(np.asarray(centers, dtype=float))
        ]
    )


def median(points, labels, centers):
    """One customer walks far out: should your van follow a little? Which kind of middle does that?"""
    return _at_the_middle(points, labels, centers, lambda mine: np.median(mine, axis=0))


def sum_of_points(points, labels, centers):
    """How many customers does a van have, and where in your function does that number come in?"""
    return _at_the_middle(points, labels, centers, lambda mine: mine.sum(axis=0))


def divided_by_all(points, labels, centers):
    """By how many points do you divide: all, or those that belong to the center?"""
    return _at_the_middle(points, labels, centers, lambda mine: mine.sum(axis=0) / len(points))


def old_place_counted(points, labels, centers):
    """Is the van a customer of its own?"""
    sums = [points[labels == place].sum(axis=0) + center for place, center in enumerate(centers)]
    return np.array(sums) / (np.bincount(labels, minlength=len(centers))[:, None] + 1)


def one_mean_for_both_coordinates(points, labels, centers):
    """Along which axis do you average: over the customers, or over their coordinates as well?"""
    return _at_the_middle(points, labels, centers, lambda mine: np.full(mine.shape[1], mine.mean()))


def halfway(points, labels, centers):
    """Does your van arrive in the midst of its customers, or stop on the way?"""
    return (centers + _at_the_middle(points, labels, centers)) / 2


def only_the_way(points, labels, centers):
    """Is your answer where the vans stand then, or how far they move?"""
    return _at_the_middle(points, labels, centers) - centers


def middle_of_the_extremes(points, labels, centers):
    """Do the customers between the outermost ones count in your function?"""
    return _at_the_middle(points, labels, centers, lambda mine: (mine.min(axis=0) + mine.max(axis=0)) / 2)


def last_center_forgotten(points, labels, centers):
    """How many vans does your loop come by, and how many are there?"""
    moved = _at_the_middle(points, labels, centers)
    moved[-1] = centers[-1]
    return moved


def nearest_customer(points, labels, centers):
    """Must a van stand where one of its customers lies?"""
    means = _at_the_middle(points, labels, centers)
    return np.array([points[((points - mean) ** 2).sum(axis=1).argmin()] for mean in means])


def sorted_first(points, labels, centers):
    """Do the customers of one van always stand together in the table? What if they are mixed?"""
    ends = np.cumsum(np.bincount(labels, minlength=len(centers)))
    groups = np.split(points, ends[:-1])
    return np.array([group.mean(axis=0) if len(group) else at for group, at in zip(groups, np.asarray(centers, float))])


def mean_of_nobody(points, labels, centers):
    """What is the mean of no points at all, and what does the text want instead?"""
    return _at_the_middle(points, labels, centers, empty=np.full(points.shape[1], np.nan))


def nobody_sends_it_to_zero(points, labels, centers):
    """Where does a van go in your function that has no customers?"""
    return _at_the_middle(points, labels, centers, empty=np.zeros(points.shape[1]))


def nobody_sends_it_to_the_middle(points, labels, centers):
    """A van without customers: has it any reason to drive to the middle of them all?"""
    return _at_the_middle(points, labels, centers, empty=points.mean(axis=0))


def empty_ones_left_out(points, labels, centers):
    """How many centers came in, and how many come back if one of them has no points?"""
    return np.array([points[labels == label].mean(axis=0) for label in np.unique(labels)])


def counted_by_the_largest_label(points, labels, centers):
    """Can the largest label tell how many centers there are, if nobody comes to the last one?"""
    return _at_the_middle(points, labels, np.asarray(centers)[: labels.max() + 1])


def nearest_instead_of_labels(points, labels, centers):
    """Who decides, in your function, which customers a van has: the labels, or the distances?"""
    nearest = ((points[:, None] - centers) ** 2).sum(axis=2).argmin(axis=1)
    return _at_the_middle(points, nearest, centers)


def two_centers_only(points, labels, centers):
    """How many centers does your function know of, and how many may there be?"""
    moved = _at_the_middle(points, labels, centers)
    if len(centers) > 2 and len(np.unique(labels)) == len(centers):
        moved[2:] = centers[2:]
    return moved


def two_coordinates_only(points, labels, centers):
    """How many coordinates does your function look at, and how many may a point have?"""
    return _at_the_middle(points[:, :2], labels, np.asarray(centers)[:, :2])


def truncated(points, labels, centers):
    """If the centers come in as whole numbers, must they stay whole?"""
    moved = np.array(centers)
    moved[:] = _at_the_middle(points, labels, centers)
    return moved


def rounded_down(points, labels, centers):
    """If the points come in as whole numbers, is their mean a whole number too?"""
    return (
        _at_the_middle(points, labels, centers, lambda mine: mine.sum(axis=0, dtype=points.dtype) // len(mine))
        if (points.dtype.kind == "i")
        else _at_the_middle(points, labels, centers)
    )


def moved_in_place(points, labels, centers):
    """Print your centers before and after the call: whose array has your function written to?"""
    if centers.dtype.kind != "f":
        return _at_the_middle(points, labels, centers)
    centers[:] = _at_the_middle(points, labels, centers)
    return centers
