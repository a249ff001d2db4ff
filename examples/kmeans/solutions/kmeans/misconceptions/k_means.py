import numpy as np


def _nearest(points, centers):
    return ((points[:, None] - centers) ** 2).sum(axis=2).argmin(axis=1)


def _moved(points, labels, centers, middle=np.mean):
    return np.array(
        [middle(points[labels == k], axis=0) if (labels == k).any() else at for k, at in enumerate(centers)]
    )


def _loop(points, centers, max_steps, has_ended=np.array_equal, middle=np.mean):
    """The centers, the labels of the last assignment, those at the end, and the number of steps."""
    for step in range(1, max_steps + 1):
        labels = _nearest(points, centers)
        before, centers = centers, _moved(points, labels, centers, middle)
        if has_ended(before, centers):
            break
    return centers, labels, _nearest(points, centers), step


def last_step_not_counted(points, centers, max_steps=100):
    """The step that moves nothing had to be made to see it: has your function counted it?"""
    centers, labels, at_the_end, step = _loop(points, centers, max_steps)
    is_at_rest = np.array_equal(_moved(points, at_the_end, centers), centers) and step > 1
    return centers, at_the_end, step - is_at_rest


def counted_from_zero(points, centers, max_steps=100):
    """After your first step, how many steps has your function counted?"""
    centers, _, labels, step = _loop(points, centers, max_steps)
    return centers, labels, step - 1


def max_steps_ignored(points, centers, max_steps=100):
    """Count the steps that your function makes with max_steps=1: when does its loop end?"""
    centers, _, labels, step = _loop(points, centers, 1000)
    return centers, labels, step


def max_steps_always_made(points, centers, max_steps=100):
    """When does your loop end, if nothing moves any more?"""
    centers, _, labels, step = _loop(points, centers, max_steps, lambda before, after: False)
    return centers, labels, step


def one_step_only(points, centers, max_steps=100):
    """How often does your function go round its loop? Look where the return stands."""
    centers, _, labels, step = _loop(points, centers, 1)
    return centers, labels, step


def start_of_its_own(points, centers, max_steps=100):
    """Where do the centers start: where the input says, or at places that your function chooses?"""
    centers, _, labels, step = _loop(points, points[: len(centers)], max_steps)
    return centers, labels, step


def median(points, centers, max_steps=100):
    """One customer lies far out: should the van follow a little? Which kind of middle does that?"""
    centers, _, labels, step = _loop(points, centers, max_steps, middle=np.median)
    return centers, labels, step


def labels_first(points, centers, max_steps=100):
    """In which order does the text ask for the three results?"""
    centers, _, labels, step = _loop(points, centers, max_steps)
    return labels, centers, step


def steps_not_returned(points, centers, max_steps=100):
    """How many things should come back?"""
    centers, _, labels, _ = _loop(points, centers, max_steps)
    return centers, labels


def centers_before_the_last_step(points, centers, max_steps=100):
    """When a step is made, which centers do you keep: those before it, or those after it?"""
    for step in range(1, max_steps + 1):
        labels = _nearest(points, centers)
        moved = _moved(points, labels, centers)
        if step == max_steps or np.array_equal(moved, centers):
            return centers, labels, step
        centers = moved


def never_assigned_again(points, centers, max_steps=100):
    """The vans have moved. Who asks the visitors again which one is the nearest now?"""
    labels = _nearest(points, centers)
    for step in range(1, max_steps + 1):
        before, centers = centers, _moved(points, labels, centers)
        if np.array_equal(before, centers):
            break
    return centers, _nearest(points, centers), step


def gives_up_early(points, centers, max_steps=100):
    """Your vans still move when your function stops: what does it stop for?"""
    centers, _, labels, step = _loop(points, centers, min(max_steps, 5))
    return centers, labels, step


def stops_when_one_rests(points, centers, max_steps=100):
    """How many of your centers have to rest before the loop may end: one, or all?"""
    rests = lambda before, after: (before == after).all(axis=1).any()  # noqa: E731
    centers, _, labels, step = _loop(points, centers, max_steps, rests)
    return centers, labels, step


def labels_before_the_move(points, centers, max_steps=100):
    """The centers have moved once more since your labels were found: are they still the nearest?"""
    centers, labels, _, step = _loop(points, centers, max_steps)
    return centers, labels, step


def labels_must_stay(points, centers, max_steps=100):
    """What if no center moves in the very first step? Does your function see it then, or one step later?"""
    labels = None
    for step in range(1, max_steps + 1):
        before, labels = labels, _nearest(points, centers)
        centers = _moved(points, labels, centers)
        if before is not None and np.array_equal(before, labels):
            break
    return centers, _nearest(points, centers), step


def a_hundredth_is_nothing(points, centers, max_steps=100):
    """How small is a step that your function takes for none? Is that small on every meadow?"""
    is_near = lambda before, after: np.abs(before - after).max() < 0.01  # noqa: E731
    centers, _, labels, step = _loop(points, centers, max_steps, is_near)
    return centers, labels, step


def two_centers_only(points, centers, max_steps=100):
    """How many centers does your loop move, and how many may there be?"""

    def loop(points, centers, max_steps):
        for step in range(1, max_steps + 1):
            labels = _nearest(points, centers)
            moved = centers.copy()
            for k in (0, 1):
                if (labels == k).any():
                    moved[k] = points[labels == k].mean(axis=0)
            if np.array_equal(moved, centers):
                break
            centers = moved
        return centers, _nearest(points, centers), step

    return loop(points, centers, max_steps)


def mean_of_nobody(points, centers, max_steps=100):
    """What is the mean of no points at all, and what does the text want instead?"""
    for step in range(1, max_steps + 1):
        labels = _nearest(points, centers)
        moved = np.array([points[labels == k].sum(axis=0) / (labels == k).sum() for k in range(len(centers))])
        rests = np.array_equal(moved, centers, equal_nan=True)
        centers = moved
        if rests:
            break
    return centers, _nearest(points, centers), step


def nobody_sends_it_away(points, centers, max_steps=100):
    """How many centers came in, and how many come back if one of them has no points?"""
    for step in range(1, max_steps + 1):
        labels = _nearest(points, centers)
        moved = np.array([points[labels == k].mean(axis=0) for k in np.unique(labels)])
        if np.array_equal(moved, centers):
            break
        centers = moved
    return centers, _nearest(points, centers), step


def start_overwritten(points, centers, max_steps=100):
    """Print where your centers start, before and after the call: whose array has your function written to?"""
    moved, _, labels, step = _loop(points, centers, max_steps)
    centers[:] = moved
    return centers, labels, step
