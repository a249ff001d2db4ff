import numpy as np

from autograder.checking import agree, check, ensure, items, numbers

# Lines do not tell these apart at once, no win in the epochs that count is a narrow one, and no limit below is just
# missed: the number of epochs is the same in any precision.
X = np.array([[3.7, -0.1], [-0.3, 2.7], [-0.7, 2.2], [1.8, -1.3], [-0.2, 2.7], [-2.2, 2.6], [2.0, -0.7]])
Y = np.array([0, 1, 2, 0, 1, 2, 1])

# Toes and feet, as in the dragons' table: scores of thousands, which all wins are far apart in.
LARGE = np.array([[21.0, 227], [9, 199], [8, 251], [5, 244], [13, 242], [10, 226], [21, 120]])
LARGE_Y = np.array([1, 0, 1, 2, 2, 1, 0])
# Small features: here who wins often depends on decimals, but never on less than 0.04.
SMALL = np.array([[0.2, -0.6], [-0.5, -0.3], [-0.7, 0.4], [0.2, -1.3], [-0.2, 0.1], [-0.8, -0.1], [0.2, -1.0]])
SMALL_Y = np.array([2, 2, 1, 1, 0, 1, 0])
# One feature and two classes.
ONE = np.array([[-5.9], [0.4], [-0.4], [-3.1], [1.6], [-1.4], [-5.3], [-0.8]])
ONE_Y = np.array([1, 1, 0, 0, 1, 1, 0, 1], dtype=np.uint8)

NEVER = -1e9  # a limit that nothing is below, whatever is added up


def is_clear_cut(x, y, classes, epochs):
    """Whether training comes out the same in any precision, and the last epoch moves a bias and is not the best.

    No win is a narrow one, or else all scores are exactly zero. The first dragon and the last one are judged wrongly
    at least once, and of three epochs it is the second that is the best.
    """
    w, b, right, wrong = np.zeros((x.shape[1], classes)), np.zeros(classes), [], set()
    for epoch in range(epochs):
        before = b
        for place, (row, label) in enumerate(zip(x, y)):
            scores = row @ w + b
            second, first = np.sort(scores)[-2:]
            if first - second < 0.02 and scores.any():
                return False
            step = (np.eye(classes)[label] - np.eye(classes)[scores.argmax()]) / (epoch + 1)
            w, b = w + np.outer(row, step), b + step
            wrong |= {place} if step.any() else set()
        right.append(np.mean((x @ w + b).argmax(axis=1) == y))
    is_last_worse = max(right) > right[-1] and (epochs < 3 or max(right) > right[0])
    return (b != before).any() and {0, len(x) - 1} <= wrong and is_last_worse


def noisy(rng, rows, features, classes, epochs, of=None):
    """Features, and labels of which some are wrong, on which training is clear cut."""
    while True:
        corners = rng.normal(size=(of or classes, features)) * 2
        label = rng.permutation(np.arange(rows) % (of or classes))
        x = (corners[label] + rng.normal(size=(rows, features))).round(2)
        y = np.where(rng.random(rows) < 0.3, rng.permutation(label), label)
        if is_clear_cut(x, y, classes, epochs):
            return x, y


@check("train_multiclass", points=1.5, visible=True)
def test_learns(submission):
    """Three herds that lines can tell apart are told apart."""
    i = np.arange(90)
    y = (i + 1) % 3
    corners = np.array([[2.0, 0.0], [-1.0, 2.0], [-1.0, -2.0]])
    x = corners[y] + np.column_stack([0.1 * (i % 7), 0.1 * (i % 5)])
    w, b, _ = items(submission.train_multiclass(x, y, 3, 200, 0.1), 3)
    w, b = numbers(w, (2, 3), what="the weights"), numbers(b, (3,), what="the biases")
    right = np.mean((x @ w + b).argmax(axis=1) == y)
    ensure(right >= 0.95, f"Only {right:.3f} of the herd is judged rightly after training.")


@check("train_multiclass", points=1, after="learns")
def test_two_epochs(submission, reference, rng):
    """Two epochs or three, over herds with some wrong labels: weights and biases, exactly."""
    herds = [(*noisy(rng, 12, 2, 3, epochs), epochs) for epochs in (3, 2)]
    for x, y, epochs in (*herds, (LARGE, LARGE_Y, 3), (SMALL, SMALL_Y, 3)):
        w, b, _ = items(submission.train_multiclass(x, y, 3, epochs, NEVER), 3)
        right_w, right_b, _ = reference.train_multiclass(x, y, 3, epochs, NEVER)
        agree((w, b), (right_w, right_b), what="weights and biases")


@check("train_multiclass", points=0.75, after=("learns", "two_epochs"))
def test_when_to_stop(submission, reference):
    """How many epochs are run: with a limit that is met at once, later, or never."""
    counts, right = [], []
    for epochs, lim in ((4, 0.0), (9, 1e9), (30, 5.0), (30, 3.0), (30, 2.0), (30, 1.2)):
        counts.append(items(submission.train_multiclass(X, Y, 3, epochs, lim), 3)[2])
        right.append(reference.train_multiclass(X, Y, 3, epochs, lim)[2])
    agree(counts, right, what="the numbers of epochs for six limits")
    # Two dragons that are learnt at once: from then on nothing changes at all, and 0 is not below 0.
    x, y = np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([1, 0])
    _, _, count = items(submission.train_multiclass(x, y, 2, 5, 0.0), 3)
    agree(count, 5, what="the number of epochs")


@check("train_multiclass", points=0.75, after=("learns", "two_epochs"))
def test_four_classes(submission, reference, rng):
    """Four classes or two, three features or one, labels of small dtypes, and a class without any dragon."""
    x, y = noisy(rng, 12, 3, 4, 2)
    agree(
        submission.train_multiclass(x, y.astype(np.int8), 4, 2, NEVER),
        reference.train_multiclass(x, y.astype(np.int8), 4, 2, NEVER),
    )
    x, y = noisy(rng, 12, 3, 5, 2, of=4)
    agree(
        submission.train_multiclass(x, y.astype(np.int8), 5, 2, NEVER),
        reference.train_multiclass(x, y.astype(np.int8), 5, 2, NEVER),
    )
    agree(
        submission.train_multiclass(ONE, ONE_Y, 2, 3, NEVER),
        reference.train_multiclass(ONE, ONE_Y, 2, 3, NEVER),
    )
