from __future__ import annotations

import math
from collections import deque
from typing import Callable, Union

import numpy as np

_Number = Union[int, float]


class closures:
    """In the manner of micrograd: each result keeps a function that passes its grad on."""

    def __init__(self, data, _children=(), _op=""):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        other = other if isinstance(other, closures) else closures(other)
        out = closures(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, closures) else closures(other)
        out = closures(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, other):
        assert isinstance(other, (int, float)), "only int and float powers"
        out = closures(self.data**other, (self,), f"**{other}")

        def _backward():
            self.grad += other * self.data ** (other - 1) * out.grad

        out._backward = _backward
        return out

    def relu(self):
        out = closures(0 if self.data < 0 else self.data, (self,), "ReLU")

        def _backward():
            self.grad += (out.data > 0) * out.grad

        out._backward = _backward
        return out

    def tanh(self):
        x = self.data
        t = (math.exp(2 * x) - 1) / (math.exp(2 * x) + 1)
        out = closures(t, (self,), "tanh")

        def _backward():
            self.grad += (1 - t**2) * out.grad

        out._backward = _backward
        return out

    def backward(self):
        topo = []
        visited = set()

        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)

        build_topo(self)
        self.grad = 1
        for v in reversed(topo):
            v._backward()

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return other + (-self)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return other * self**-1


class every_path_by_itself:
    """No order at all: each path from the result to an input brings its own product of slopes."""

    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def backward(self, upstream=1.0):
        self.grad += upstream
        for node, slope in self.inputs:
            node.backward(upstream * slope)

    @staticmethod
    def _of(x):
        return x if isinstance(x, every_path_by_itself) else every_path_by_itself(x)

    def __add__(self, o):
        o = self._of(o)
        return every_path_by_itself(self.data + o.data, [(self, 1), (o, 1)])

    def __mul__(self, o):
        o = self._of(o)
        return every_path_by_itself(self.data * o.data, [(self, o.data), (o, self.data)])

    __radd__ = __add__
    __rmul__ = __mul__

    def __pow__(self, n):
        return every_path_by_itself(self.data**n, [(self, n * self.data ** (n - 1))])

    def __sub__(self, o):
        return self + self._of(o) * -1

    def __rsub__(self, o):
        return self._of(o) - self

    def __truediv__(self, o):
        return self * self._of(o) ** -1

    def __rtruediv__(self, o):
        return self._of(o) / self

    def relu(self):
        return every_path_by_itself(*((self.data, [(self, 1)]) if self.data > 0 else (0.0, [])))

    def tanh(self):
        t = math.tanh(self.data)
        return every_path_by_itself(t, [(self, 1 - t * t)])


class _Tape:
    nodes: list = []


class one_tape_for_all:
    """Everything that is computed is written on one tape, which is read backwards."""

    def __init__(self, data):
        self.data = float(data)
        self.grad = 0.0
        self.rule = None
        _Tape.nodes.append(self)

    def _record(self, data, rule):
        out = one_tape_for_all(data)
        out.rule = rule
        return out

    def _lift(self, x):
        return x if hasattr(x, "rule") else one_tape_for_all(x)

    def __add__(self, other):
        return self._combine(self._lift(other), lambda x, y: x + y, lambda x, y: (1.0, 1.0))

    def __radd__(self, other):
        return self._lift(other) + self

    def __sub__(self, other):
        return self._combine(self._lift(other), lambda x, y: x - y, lambda x, y: (1.0, -1.0))

    def __rsub__(self, other):
        return self._lift(other) - self

    def __mul__(self, other):
        return self._combine(self._lift(other), lambda x, y: x * y, lambda x, y: (y, x))

    def __rmul__(self, other):
        return self._lift(other) * self

    def __truediv__(self, other):
        return self._combine(self._lift(other), lambda x, y: x / y, lambda x, y: (1 / y, -x / (y * y)))

    def __rtruediv__(self, other):
        return self._lift(other) / self

    def _combine(self, other, value, slopes):
        dx, dy = slopes(self.data, other.data)

        def rule(g):
            self.grad += g * dx
            other.grad += g * dy

        return self._record(value(self.data, other.data), rule)

    def _map(self, value, slope):
        def rule(g):
            self.grad += g * slope

        return self._record(value, rule)

    def __pow__(self, n):
        return self._map(self.data**n, n * self.data ** (n - 1))

    def relu(self):
        return self._map(max(0.0, self.data), 1.0 if self.data > 0.0 else 0.0)

    def tanh(self):
        return self._map(math.tanh(self.data), 1.0 / math.cosh(self.data) ** 2)

    def backward(self):
        self.grad = 1.0
        for node in reversed(_Tape.nodes):
            if node.rule is not None:
                node.rule(node.grad)


class slopes_carried_forward:
    """Each Value knows from the start how it depends on everything it was computed from."""

    def __init__(self, data, slopes=None):
        self.data = data
        self.grad = 0.0
        self._slopes = {self: 1.0} if slopes is None else {**slopes, self: 1.0}

    def _from(self, data, *terms):
        slopes = {}
        for factor, node in terms:
            for key, value in node._slopes.items():
                slopes[key] = slopes.get(key, 0.0) + factor * value
        return slopes_carried_forward(data, slopes)

    def _wrap(self, other):
        return slopes_carried_forward(other) if isinstance(other, (int, float)) else other

    def __add__(self, other):
        other = self._wrap(other)
        return self._from(self.data + other.data, (1, self), (1, other))

    def __mul__(self, other):
        other = self._wrap(other)
        return self._from(self.data * other.data, (other.data, self), (self.data, other))

    def __sub__(self, other):
        other = self._wrap(other)
        return self._from(self.data - other.data, (1, self), (-1, other))

    def __truediv__(self, other):
        other = self._wrap(other)
        quotient = self.data / other.data
        return self._from(quotient, (1 / other.data, self), (-quotient / other.data, other))

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return self._wrap(other) - self

    def __rtruediv__(self, other):
        return self._wrap(other) / self

    def __pow__(self, n):
        return self._from(self.data**n, (n * self.data ** (n - 1), self))

    def relu(self):
        return self._from(self.data, (1, self)) if self.data > 0 else self._from(0.0, (0, self))

    def tanh(self):
        t = math.tanh(self.data)
        return self._from(t, (1 - t**2, self))

    def backward(self):
        for node, slope in self._slopes.items():
            node.grad += slope


class counts_who_is_waiting:
    """A part passes its grad on when all that use it have delivered; grads are wiped before each way back."""

    __slots__ = ("data", "grad", "_from", "_slopes")

    def __init__(self, data, sources=(), slopes=()):
        self.data, self.grad = np.float64(data), 0.0
        self._from, self._slopes = tuple(sources), tuple(slopes)

    def backward(self):
        waiting, todo = {}, [self]
        nodes = {}
        while todo:
            node = todo.pop()
            if id(node) in nodes:
                continue
            nodes[id(node)] = node
            for source in node._from:
                waiting[id(source)] = waiting.get(id(source), 0) + 1
                todo.append(source)
        for node in nodes.values():
            node.grad = 0.0
        self.grad = 1.0
        ready = deque([self])
        while ready:
            node = ready.popleft()
            for source, slope in zip(node._from, node._slopes):
                source.grad = source.grad + slope * node.grad
                waiting[id(source)] -= 1
                if waiting[id(source)] == 0:
                    ready.append(source)

    def __add__(self, other):
        other = _as_node(other)
        return counts_who_is_waiting(self.data + other.data, (self, other), (1, 1))

    def __sub__(self, other):
        return self + (-1) * _as_node(other)

    def __mul__(self, other):
        other = _as_node(other)
        return counts_who_is_waiting(self.data * other.data, (self, other), (other.data, self.data))

    def __truediv__(self, other):
        return self * _as_node(other) ** (-1)

    def __pow__(self, k):
        return counts_who_is_waiting(self.data**k, (self,), (k * self.data ** (k - 1.0),))

    def __radd__(self, other):
        return _as_node(other) + self

    def __rsub__(self, other):
        return _as_node(other) - self

    def __rmul__(self, other):
        return _as_node(other) * self

    def __rtruediv__(self, other):
        return _as_node(other) / self

    def relu(self):
        return counts_who_is_waiting(np.maximum(self.data, 0), (self,), (np.heaviside(self.data, 0),))

    def tanh(self):
        t = np.tanh(self.data)
        return counts_who_is_waiting(t, (self,), (1 - np.square(t),))


def _as_node(x):
    return x if isinstance(x, counts_who_is_waiting) else counts_who_is_waiting(x)


class single_precision:
    """float32 all the way."""

    def __init__(self, data: _Number, parents: tuple = (), pull: Callable | None = None) -> None:
        self.data = np.float32(data)
        self.grad = np.float32(0)
        self.parents = parents
        self.pull = pull

    @classmethod
    def of(cls, x: _Number | single_precision) -> single_precision:
        return x if isinstance(x, cls) else cls(x)

    def __add__(self, other: _Number | single_precision) -> single_precision:
        other = self.of(other)
        return single_precision(self.data + other.data, (self, other), lambda g: (g, g))

    def __neg__(self) -> single_precision:
        return single_precision(-self.data, (self,), lambda g: (-g,))

    def __mul__(self, other: _Number | single_precision) -> single_precision:
        other = self.of(other)
        return single_precision(self.data * other.data, (self, other), lambda g: (g * other.data, g * self.data))

    def reciprocal(self) -> single_precision:
        return single_precision(1 / self.data, (self,), lambda g: (-g / self.data**2,))

    def __pow__(self, n: _Number) -> single_precision:
        return single_precision(self.data**n, (self,), lambda g: (g * n * self.data ** np.float32(n - 1),))

    def __sub__(self, other: _Number | single_precision) -> single_precision:
        return self + -self.of(other)

    def __truediv__(self, other: _Number | single_precision) -> single_precision:
        return self * self.of(other).reciprocal()

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: _Number) -> single_precision:
        return -self + other

    def __rtruediv__(self, other: _Number) -> single_precision:
        return self.reciprocal() * other

    def relu(self) -> single_precision:
        return single_precision(self.data * (self.data > 0), (self,), lambda g: (g * (self.data > 0),))

    def tanh(self) -> single_precision:
        t = np.tanh(self.data)
        return single_precision(t, (self,), lambda g: (g * (1 - t) * (1 + t),))

    def backward(self) -> None:
        order: list[single_precision] = []
        stack: list[tuple[single_precision, bool]] = [(self, False)]
        seen = set()
        while stack:
            node, is_done = stack.pop()
            if is_done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack += [(parent, False) for parent in node.parents]
        self.grad = np.float32(1)
        for node in order[::-1]:
            if node.pull:
                for parent, g in zip(node.parents, node.pull(node.grad)):
                    parent.grad = np.float32(parent.grad + g)


class numbered:
    """Parts are always older than what is made of them, so a running number is order enough."""

    count = 0
    grad = 0.0  # every instance gets its own as soon as something is added to it

    def __init__(self, data, local=None):
        numbered.count += 1
        self.number = numbered.count
        self.data = data
        self.local = local or {}

    def _binary(self, other, data, mine, yours):
        local = {self: mine}
        local[other] = local.get(other, 0.0) + yours
        return numbered(data, local)

    def _num(self, x):
        return numbered(x) if not isinstance(x, numbered) else x

    def __add__(self, other):
        other = self._num(other)
        return self._binary(other, self.data + other.data, 1.0, 1.0)

    def __sub__(self, other):
        other = self._num(other)
        return self._binary(other, self.data - other.data, 1.0, -1.0)

    def __mul__(self, other):
        other = self._num(other)
        return self._binary(other, self.data * other.data, other.data, self.data)

    def __truediv__(self, other):
        other = self._num(other)
        q = self.data / other.data
        return self._binary(other, q, 1 / other.data, -q / other.data)

    def __radd__(self, other):
        return self + other

    def __rsub__(self, other):
        return -1 * (self - other)

    def __rmul__(self, other):
        return self * other

    def __rtruediv__(self, other):
        return other * self**-1

    def __pow__(self, n):
        return numbered(self.data**n, {self: n * self.data ** (n - 1)})

    def relu(self):
        return numbered(self.data, {self: 1.0}) if self.data > 0 else numbered(0.0, {self: 0.0})

    def tanh(self):
        p, m = math.exp(self.data), math.exp(-self.data)
        return numbered((p - m) / (p + m), {self: 4 / (p + m) ** 2})

    def backward(self):
        family, todo = {self}, [self]
        while todo:
            new = set(todo.pop().local) - family
            family |= new
            todo.extend(new)
        self.grad = 1.0
        for node in sorted(family, key=lambda v: v.number, reverse=True):
            for part, slope in node.local.items():
                part.grad = part.grad + slope * node.grad


class _Base:
    def __init__(self, data):
        self.data, self.grad = data, 0.0

    def parts(self):
        return []

    def __add__(self, o):
        return _Add(self, _wrap(o))

    def __radd__(self, o):
        return _Add(_wrap(o), self)

    def __sub__(self, o):
        return _Add(self, _Mul(_Base(-1), _wrap(o)))

    def __rsub__(self, o):
        return _wrap(o) - self

    def __mul__(self, o):
        return _Mul(self, _wrap(o))

    def __rmul__(self, o):
        return _Mul(_wrap(o), self)

    def __truediv__(self, o):
        return _Mul(self, _Power(_wrap(o), -1))

    def __rtruediv__(self, o):
        return _wrap(o) / self

    def __pow__(self, n):
        return _Power(self, n)

    def relu(self):
        return _Relu(self)

    def tanh(self):
        return _Tanh(self)

    def backward(self):
        def visit(node, done):
            for part, _ in node.parts():
                if not any(part is other for other in done):
                    visit(part, done)
            if not any(node is other for other in done):
                done.append(node)
            return done

        self.grad = 1.0
        for node in visit(self, [])[::-1]:
            for part, slope in node.parts():
                part.grad += node.grad * slope


class _Add(_Base):
    def __init__(self, a, b):
        super().__init__(a.data + b.data)
        self.a, self.b = a, b

    def parts(self):
        return [(self.a, 1), (self.b, 1)]


class _Mul(_Add):
    def __init__(self, a, b):
        super().__init__(a, b)
        self.data = a.data * b.data

    def parts(self):
        return [(self.a, self.b.data), (self.b, self.a.data)]


class _Power(_Base):
    def __init__(self, a, n):
        super().__init__(a.data**n)
        self.a, self.n = a, n

    def parts(self):
        return [(self.a, self.n * self.a.data ** (self.n - 1))]


class _Relu(_Base):
    def __init__(self, a):
        super().__init__(max(a.data, 0))
        self.a = a

    def parts(self):
        return [(self.a, 1 if self.data else 0)]


class _Tanh(_Relu):
    def __init__(self, a):
        super().__init__(a)
        self.data = math.tanh(a.data)

    def parts(self):
        return [(self.a, 1 - self.data**2)]


def _wrap(o):
    return o if isinstance(o, _Base) else _Base(o)


def a_class_for_each_operation(data):
    return _Base(data)


class expression_text:
    """Keeps a formula, and differentiates the formula when asked."""

    def __init__(self, data, kind="leaf", parts=()):
        self.data, self.grad, self.kind, self.parts = data, 0.0, kind, parts

    def by(self, leaf):
        """The derivative by one part, found from above and without any memory."""
        if self is leaf:
            return 1.0
        if self.kind == "leaf":
            return 0.0
        a = self.parts[0]
        b = self.parts[1] if len(self.parts) > 1 else None
        if self.kind == "+":
            return a.by(leaf) + b.by(leaf)
        if self.kind == "-":
            return a.by(leaf) - b.by(leaf)
        if self.kind == "*":
            return a.by(leaf) * b.data + a.data * b.by(leaf)
        if self.kind == "/":
            return (a.by(leaf) * b.data - a.data * b.by(leaf)) / b.data**2
        if self.kind == "**":
            return b * a.data ** (b - 1) * a.by(leaf)
        if self.kind == "relu":
            return a.by(leaf) if a.data > 0 else 0.0
        return (1 - self.data**2) * a.by(leaf)

    def everything(self):
        yield self
        for part in self.parts:
            if isinstance(part, expression_text):
                yield from part.everything()

    def backward(self):
        for node in {id(node): node for node in self.everything()}.values():
            node.grad = self.by(node)

    def _two(self, kind, data, other, swap=False):
        return expression_text(data, kind, (other, self) if swap else (self, other))

    def __add__(self, other):
        other = other if isinstance(other, expression_text) else expression_text(other)
        return self._two("+", self.data + other.data, other)

    def __sub__(self, other):
        other = other if isinstance(other, expression_text) else expression_text(other)
        return self._two("-", self.data - other.data, other)

    def __mul__(self, other):
        other = other if isinstance(other, expression_text) else expression_text(other)
        return self._two("*", self.data * other.data, other)

    def __truediv__(self, other):
        other = other if isinstance(other, expression_text) else expression_text(other)
        return self._two("/", self.data / other.data, other)

    def __radd__(self, number):
        return self._two("+", number + self.data, expression_text(number), swap=True)

    def __rsub__(self, number):
        return self._two("-", number - self.data, expression_text(number), swap=True)

    def __rmul__(self, number):
        return self._two("*", number * self.data, expression_text(number), swap=True)

    def __rtruediv__(self, number):
        return self._two("/", number / self.data, expression_text(number), swap=True)

    def __pow__(self, number):
        return expression_text(self.data**number, "**", (self, number))

    def relu(self):
        return expression_text(max(0.0, self.data), "relu", (self,))

    def tanh(self):
        return expression_text(math.tanh(self.data), "tanh", (self,))


class marks_taken_away:
    """Marks on the parts themselves, wiped after every way back; equality by number, as in a data class."""

    def __init__(self, data, *links):
        self.data = data
        self.grad = 0.0
        self.links = links
        self.mark = False

    def __eq__(self, other):
        return isinstance(other, marks_taken_away) and self.data == other.data

    def __float__(self):
        return float(self.data)

    def backward(self):
        order = []

        def walk(node):
            if node.mark:
                return
            node.mark = True
            for part, _ in node.links:
                walk(part)
            order.insert(0, node)

        walk(self)
        for node in order:
            node.mark = False
        self.grad = 1.0
        for node in order:
            for part, slope in node.links:
                part.grad += slope * node.grad

    def _unite(self, other, compute, slopes):
        other = other if isinstance(other, marks_taken_away) else marks_taken_away(other)
        one, two = slopes(self.data, other.data)
        return marks_taken_away(compute(self.data, other.data), (self, one), (other, two))

    def __add__(self, other):
        return self._unite(other, lambda a, b: a + b, lambda a, b: (1, 1))

    def __sub__(self, other):
        return self._unite(other, lambda a, b: a - b, lambda a, b: (1, -1))

    def __mul__(self, other):
        return self._unite(other, lambda a, b: a * b, lambda a, b: (b, a))

    def __truediv__(self, other):
        return self._unite(other, lambda a, b: a / b, lambda a, b: (1 / b, -a / b**2))

    def __radd__(self, other):
        return marks_taken_away(other).__add__(self)

    def __rsub__(self, other):
        return marks_taken_away(other).__sub__(self)

    def __rmul__(self, other):
        return marks_taken_away(other).__mul__(self)

    def __rtruediv__(self, other):
        return marks_taken_away(other).__truediv__(self)

    def __pow__(self, n):
        return marks_taken_away(self.data**n, (self, n * self.data**n / self.data))

    def relu(self):
        return marks_taken_away(self.data, (self, 1)) if self.data > 0 else marks_taken_away(0)

    def tanh(self):
        t = 2 / (1 + math.exp(-2 * self.data)) - 1
        return marks_taken_away(t, (self, 1 - t * t))


class _Noted:
    """Each result notes its parts, and how fast it grows with each."""

    def __init__(self, data, parts=()):
        self.data, self.grad, self.parts = data, 0.0, parts
        self.depth = 1 + max((part.depth for part, _ in parts), default=0)

    def _with(self, other, value, mine, its):
        return type(self)(value, ((self, mine), (other, its)))

    def _taken(self, other):
        return other if isinstance(other, _Noted) else type(self)(other)

    def __add__(self, other):
        other = self._taken(other)
        return self._with(other, self.data + other.data, 1, 1)

    def __sub__(self, other):
        other = self._taken(other)
        return self._with(other, self.data - other.data, 1, -1)

    def __mul__(self, other):
        other = self._taken(other)
        return self._with(other, self.data * other.data, other.data, self.data)

    def __truediv__(self, other):
        other = self._taken(other)
        return self._with(other, self.data / other.data, 1 / other.data, -self.data / other.data**2)

    def __pow__(self, n):
        return type(self)(self.data**n, ((self, n * self.data ** (n - 1)),))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, number):
        return self._taken(number) - self

    def __rtruediv__(self, number):
        return self._taken(number) / self

    def relu(self):
        return type(self)(max(self.data, 0), ((self, 1 if self.data > 0 else 0),))

    def tanh(self):
        t = math.tanh(self.data)
        return type(self)(t, ((self, 1 - t * t),))


class passes_on_what_is_new(_Noted):
    """No order: whatever arrives at a part is passed on at once, and nothing else."""

    def backward(self):
        waiting = {self: 1.0}
        while waiting:
            node, new = waiting.popitem()
            node.grad += new
            for part, slope in node.parts:
                waiting[part] = waiting.get(part, 0.0) + slope * new


class deepest_first(_Noted):
    """What is made of a part is always deeper than the part."""

    def backward(self):
        found, todo = {self}, [self]
        while todo:
            for part, _ in todo.pop().parts:
                if part not in found:
                    found.add(part)
                    todo.append(part)
        self.grad = 1.0
        for node in sorted(found, key=lambda node: -node.depth):
            for part, slope in node.parts:
                part.grad += slope * node.grad


class grads_in_a_dictionary(_Noted):
    """The grads of this call alone, written down at the end."""

    def backward(self):
        order = []

        def visit(node):
            if node not in order:
                for part, _ in node.parts:
                    visit(part)
                order.append(node)

        visit(self)
        grads = dict.fromkeys(order, 0.0)
        grads[self] = 1.0
        for node in reversed(order):
            node.grad = grads[node]
            for part, slope in node.parts:
                grads[part] += slope * grads[node]
