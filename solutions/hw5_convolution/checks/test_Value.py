import numpy as np
import torch

from autograder.checking import agree, check, ensure, items

# So that single precision is right.
CLOSE = {"rtol": 1e-3, "atol": 1e-4}


def new(f, number):
    v = f(number)
    is_value = isinstance(f, type) or (hasattr(v, "grad") and not isinstance(v, torch.Tensor))
    return [v.data, v.grad] if is_value else v


def sum_and_product(f, x, y, z):
    a, b, c = f(x), f(y), f(z)
    product = b * c
    out = a + product
    out.backward()
    return [out.data, a.data, b.data, c.data, a.grad, b.grad, c.grad, product.grad, out.grad]


def two_values(f, op, x, y, z):
    a, b, c = f(x), f(y), f(z)
    if op == "+":
        part = a + b
    elif op == "-":
        part = a - b
    elif op == "*":
        part = a * b
    elif op == "/":
        part = a / b
    out = part * c
    out.backward()
    return [out.data, a.data, b.data, a.grad, b.grad, c.grad]


def one_value(f, op, x, z):
    a, c = f(x), f(z)
    if op == "** 3":
        part = a**3
    elif op == "relu":
        part = a.relu()
    elif op == "tanh":
        part = a.tanh()
    out = part * c
    out.backward()
    return [out.data, a.data, a.grad, c.grad, hasattr(part, "grad") and part is not a]


def number_right(f, op, x, number, z):
    a, c = f(x), f(z)
    if op == "+":
        part = a + number
    elif op == "-":
        part = a - number
    elif op == "*":
        part = a * number
    elif op == "/":
        part = a / number
    elif op == "**":
        part = a**number
    out = part * c
    out.backward()
    return [out.data, a.data, a.grad, c.grad, part.grad, part is a]


def number_left(f, op, number, x, z):
    a, c = f(x), f(z)
    if op == "+":
        part = number + a
    elif op == "-":
        part = number - a
    elif op == "*":
        part = number * a
    elif op == "/":
        part = number / a
    out = part * c
    out.backward()
    return [out.data, a.data, a.grad, c.grad, part.grad, part is a]


def used_twice(f, op, x, y):
    a, b = f(x), f(y)
    if op == "+":
        out = a + a
    elif op == "-":
        out = a - a
    elif op == "*":
        out = a * a
    elif op == "/":
        out = a / a
    else:
        out = a * b + a
    out.backward()
    return [out.data, a.grad, b.grad]


def shared_part(f, form, w, x, y, z):
    a, b, c, d = f(w), f(x), f(y), f(z)
    part = a * b
    inner = [part]
    if form == "short way first":
        out = part + (part * c) * d
    elif form == "long way first":
        out = (part * c) * d + part
    elif form == "two stages":
        half = part + c
        inner.append(half)
        out = half * (half * part + d)
    else:
        half = part.tanh()
        inner.append(half)
        out = half * c - half / d
    out.backward()
    return [out.data, a.grad, b.grad, c.grad, d.grad] + [v.grad for v in inner]


def two_calls(f, again, w, x, y, z):
    a, b, c, d = f(w), f(x), f(y), f(z)
    product = a * b
    total = product + c
    out = total * d
    out.backward()
    for v in (a, b, c, d, product, total, out):
        v.grad = 0.0
    if again == "same":
        out.backward()
        return [a.grad, b.grad, c.grad, d.grad, product.grad, total.grad, out.grad]
    if again == "other":
        (product * d).backward()
    elif again == "part":
        product.backward()
    else:
        a.backward()
    return [a.grad, b.grad, c.grad, d.grad, product.grad]


def run(f, leaves, program):
    values = [f(x) for x in leaves]
    for op, i, j in program:
        v = values[i]
        if op == "+":
            values.append(v + values[j])
        elif op == "-":
            values.append(v - values[j])
        elif op == "*":
            values.append(v * values[j])
        elif op == "/":
            values.append(v / values[j])
        elif op == "**":
            values.append(v**j)
        elif op == "number -":
            values.append(j - v)
        elif op == "number /":
            values.append(j / v)
        elif op == "* number":
            values.append(v * j)
        elif op == "relu":
            values.append(v.relu())
        else:
            values.append(v.tanh())
    for v in values:
        if isinstance(v, torch.Tensor):
            v.retain_grad()
    values[-1].backward()
    return [values[-1].data] + [v.grad for v in values]


def _leaf(x):
    return torch.tensor(x, dtype=torch.float64, requires_grad=True)


def _step(rng, data):
    """One more operation on numbers that are there, or None if it would come close to a pole or a kink."""
    op = str(rng.choice(["+", "-", "*", "/", "**", "number -", "number /", "* number", "relu", "tanh"]))
    i, j = (int(k) for k in rng.integers(len(data), size=2))
    x, y = data[i], data[j]
    if op in ("number -", "number /", "* number"):
        j = y = float(rng.integers(2, 5))
    elif op == "**":
        j = y = float(rng.choice([2, 3, -1, 0.5])) if x > 0 else 2
    is_safe = {"/": abs(y) > 0.4, "number /": abs(x) > 0.4, "**": abs(x) > 0.4, "relu": abs(x) > 0.2}.get(op, True)
    if not is_safe:
        return None
    value = {
        "+": lambda: x + y,
        "-": lambda: x - y,
        "*": lambda: x * y,
        "/": lambda: x / y,
        "**": lambda: x**y,
        "number -": lambda: y - x,
        "number /": lambda: y / x,
        "* number": lambda: x * y,
        "relu": lambda: max(x, 0.0),
        "tanh": lambda: float(np.tanh(x)),
    }[op]()
    return (op, i, j), value


def expression(rng):
    """Four leaves and a program that uses all of them, some more than once, with values and gradients of fair size."""
    while True:
        leaves = [float(x) for x in (rng.uniform(0.4, 1.6, 4) * rng.choice([-1, 1], 4)).round(2)]
        data, program = list(leaves), []
        while len(program) < 8:
            step = _step(rng, data)
            if step and abs(step[1]) < 6:
                program.append(step[0])
                data.append(step[1])
        pairs = ("+", "-", "*", "/")
        used = {k for op, i, j in program for k in ((i, j) if op in pairs else (i,))}
        last = len(data) - 1
        for loose in sorted(set(range(last)) - used):
            program.append(("+", len(leaves) + len(program) - 1, loose))
        right = [float(x) for x in run(_leaf, leaves, program)]
        if max(map(abs, right)) < 30 and min(map(abs, right[1 : len(leaves) + 1])) > 1e-3:
            return leaves, program, right


@check("Value", points=0.25, visible=True)
def test_new(submission, reference):
    """A new Value holds its number, and a grad of 0."""
    for number in (2.5, -3, 0.123456):
        data, grad = items(submission.Value.through(new, number), 2, what="(.data, .grad) of a new Value")
        agree(data, number, what=".data")
        agree(grad, 0, what=".grad")


@check("Value", points=1.25, visible=True, after="new")
def test_sum_and_product(submission, reference):
    """a + b * c: its value, and the grad of every part after .backward() of the result."""
    names = ("the result's .data", "a.data", "b.data", "c.data")
    names += ("a.grad", "b.grad", "c.grad", "the grad of b * c", "the result's .grad")
    right = reference.Value.through(sum_and_product, 2.0, -3.0, 5.0)
    got = items(submission.Value.through(sum_and_product, 2.0, -3.0, 5.0), 9)
    for name, one, expected in zip(names, got, right):
        agree(one, expected, rtol=1e-3, atol=1e-4, what=name)


@check("Value", points=1.25, visible=True, after="sum_and_product")
def test_operators(submission, reference):
    """(a + b) * c, (a - b) * c, (a * b) * c, (a ** 3) * c and (a / b) * c: values and grads."""
    names = ("the value", "a.data", "b.data", "a.grad", "b.grad", "c.grad")
    of_one = ("the value", "a.data", "a.grad", "c.grad")
    for op in ("+", "-", "*", "** 3", "/"):
        if op == "** 3":
            right = reference.Value.through(one_value, "** 3", -2.0, 0.7)
            *got, is_new = items(submission.Value.through(one_value, "** 3", -2.0, 0.7), 5)
            for name, one, expected in zip(of_one, got, right):
                agree(one, expected, rtol=1e-3, atol=1e-4, what=f"{name} after (a ** 3) * c")
            ensure(is_new, "a ** 3 is not a new Value.")
            continue
        right = reference.Value.through(two_values, op, 3.0, -2.0, 0.7)
        got = items(submission.Value.through(two_values, op, 3.0, -2.0, 0.7), 6)
        for name, one, expected in zip(names, got, right):
            agree(one, expected, rtol=1e-3, atol=1e-4, what=f"{name} after (a {op} b) * c")


@check("Value", points=1, visible=True, after="sum_and_product")
def test_relu_and_tanh(submission, reference):
    """a.relu() * c and a.tanh() * c: values and grads, on either side of 0."""
    of_one = ("the value", "a.data", "a.grad", "c.grad")
    for op, x in (("relu", 1.5), ("relu", 0.3), ("relu", -0.8), ("relu", 12.0), ("tanh", 1.5), ("tanh", -0.8)):
        right = reference.Value.through(one_value, op, x, 0.6)
        *got, is_new = items(submission.Value.through(one_value, op, x, 0.6), 5)
        for name, one, expected in zip(of_one, got, right):
            agree(one, expected, rtol=1e-3, atol=1e-4, what=f"{name} after a.{op}() * c")
        ensure(is_new, f"a.{op}() is not a new Value.")


@check("Value", points=0.5, after="sum_and_product")
def test_number_on_the_right(submission, reference, rng):
    """A plain number on the right, such as a / 2, other powers, and what changes nothing, such as a + 0."""
    x, z = (float(rng.uniform(1.2, 2)) for _ in range(2))
    asked = [("+", x, 4), ("-", x, 2.5), ("*", x, 3), ("/", x, 4), ("**", x, 2), ("**", x, -1), ("**", x, 0.5)]
    asked += [("**", x, -2), ("**", x, 0), ("**", -x, 2), ("**", -x, -1), ("**", -x, 2.0), ("**", -x, 3.0)]
    asked += [("+", x, 0), ("-", x, 0), ("*", x, 1), ("/", x, 1), ("**", x, 1)]
    asked += [("+", x, 2.5), ("-", x, 2), ("*", x, 2.5), ("/", x, 2.5)]
    for op, a, number in asked:
        got = submission.Value.through(number_right, op, a, number, z)
        agree(got, reference.Value.through(number_right, op, a, number, z), **CLOSE)


@check("Value", points=0.75, after=("sum_and_product", "number_on_the_right"))
def test_number_on_the_left(submission, reference, rng):
    """A plain number on the left, such as 2 - a."""
    x, z = (float(rng.uniform(1.2, 2)) for _ in range(2))
    asked = [("+", 4), ("*", 3), ("-", 2.5), ("/", 4), ("+", 0), ("*", 1)]
    asked += [("+", 2.5), ("*", 2.5), ("-", 2), ("-", 0), ("/", 2.5)]
    for op, number in asked:
        got = submission.Value.through(number_left, op, number, x, z)
        agree(got, reference.Value.through(number_left, op, number, x, z), **CLOSE)


@check("Value", points=0.75, after="sum_and_product")
def test_used_twice(submission, reference, rng):
    """A Value that is used twice."""
    x, y = (float(rng.uniform(1.2, 2)) for _ in range(2))
    asked = [(op, x, y) for op in ("+", "-", "*", "/", "both")]
    got = [submission.Value.through(used_twice, *inputs) for inputs in asked]
    for one, inputs in zip(got, asked):
        agree(one, reference.Value.through(used_twice, *inputs), **CLOSE)


@check("Value", points=1, after=("operators", "relu_and_tanh", "used_twice"))
def test_two_branches(submission, reference, rng):
    """A part of an expression that reaches the result in two ways, a short and a long one."""
    leaves = [float(x) for x in rng.uniform(0.5, 0.9, 4)]
    asked = [(form, *leaves) for form in ("short way first", "long way first", "two stages", "tanh")]
    got = [submission.Value.through(shared_part, *inputs) for inputs in asked]
    for one, inputs in zip(got, asked):
        agree(one, reference.Value.through(shared_part, *inputs), **CLOSE)


@check("Value", points=0.5, after="sum_and_product")
def test_second_backward(submission, reference, rng):
    """A second .backward(), after every grad was set back to 0: of the result, of another one, of a part, of an input."""
    leaves = [float(x) for x in rng.uniform(1.2, 2, 4)]
    asked = [(again, *leaves) for again in ("same", "other", "part", "leaf")]
    got = [submission.Value.through(two_calls, *inputs) for inputs in asked]
    for one, inputs in zip(got, asked):
        agree(one, reference.Value.through(two_calls, *inputs), **CLOSE)


@check("Value", points=0.75, after=("operators", "number_on_the_left", "two_branches"))
def test_random_expressions(submission, rng):
    """Longer expressions, compared with PyTorch."""
    # Two different parts that happen to hold the same number, as in a * b + ... + b * a.
    leaves, twins = [1.5, -0.8, 0.6, 2.0], [("*", 0, 1), ("*", 1, 0), ("*", 4, 2), ("*", 5, 3), ("+", 6, 7)]
    agree(submission.Value.through(run, leaves, twins), [float(x) for x in run(_leaf, leaves, twins)], **CLOSE)
    # Numbers that are 0, at the beginning and on the way.
    leaves, zeros = [0.0, 1.5, -0.8, 2.0], [("*", 0, 1), ("number -", 1, 1.5), ("+", 4, 5), ("+", 6, 2), ("*", 7, 3)]
    agree(submission.Value.through(run, leaves, zeros), [float(x) for x in run(_leaf, leaves, zeros)], **CLOSE)
    # Whole numbers, whose quotients and slopes are none.
    leaves, whole = [2, 4, 3, -1], [("/", 0, 1), ("*", 4, 2), ("tanh", 3, 0), ("relu", 1, 0), ("**", 2, -1)]
    whole += [("+", 5, 6), ("-", 9, 7), ("*", 10, 8)]
    agree(submission.Value.through(run, leaves, whole), [float(x) for x in run(_leaf, leaves, whole)], **CLOSE)
    # A long way.
    leaves, chain = [0.3, 0.9], [("*" if i % 2 else "+", i and i + 1, 1) for i in range(60)]
    agree(submission.Value.through(run, leaves, chain), [float(x) for x in run(_leaf, leaves, chain)], **CLOSE)
    # Every operation twice on the same part, and once on a part that nothing else is made of.
    ops = (("relu", 0), ("tanh", 0), ("**", 3), ("-", 1), ("/", 1), ("number -", 2.0), ("number /", 3.0))
    leaves, twice = [0.7, 1.5], [(op, 0, j) for op, j in ops + ops]
    twice += [("* number", 2 + k, 1 + 0.17 * k) for k in range(14)]
    twice += [("+", 16, 17)] + [("+", 30 + k, 18 + k) for k in range(12)]
    once = [("*", 0, 1)] * 7 + [(op, 2 + k, j) for k, (op, j) in enumerate(ops)]
    once += [("+", 9, 10)] + [("+", 16 + k, 11 + k) for k in range(5)]
    # A slope that is only nearly right is not right any more after a few steps.
    nested = [("tanh", 0, 0), ("tanh", 2, 0), ("tanh", 3, 0), ("* number", 4, 100.0), ("/", 5, 1)]
    for program in (twice, once, nested):
        right = [float(x) for x in run(_leaf, leaves, program)]
        agree(submission.Value.through(run, leaves, program), right, **CLOSE)
    for _ in range(10):
        leaves, program, right = expression(rng)
        agree(submission.Value.through(run, leaves, program), right, **CLOSE)
