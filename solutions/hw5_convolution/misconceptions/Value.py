import math
from collections import deque


class _Value:
    """The right one: each part is a Value and the slope of this one along it."""

    def __init__(self, data, parts=()):
        self.data = data
        self.grad = 0.0
        self.parts = parts

    def made(self, data, *parts):
        return type(self)(data, parts)

    def lifted(self, other):
        return other if isinstance(other, _Value) else type(self)(other)

    def __add__(self, other):
        other = self.lifted(other)
        return self.made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __sub__(self, other):
        other = self.lifted(other)
        return self.made(self.data - other.data, (self, 1.0), (other, -1.0))

    def __mul__(self, other):
        other = self.lifted(other)
        return self.made(self.data * other.data, (self, other.data), (other, self.data))

    def __truediv__(self, other):
        other = self.lifted(other)
        return self.made(self.data / other.data, (self, 1 / other.data), (other, -self.data / other.data**2))

    def __pow__(self, n):
        return self.made(self.data**n, (self, n * self.data ** (n - 1)))

    def __radd__(self, other):
        return self.lifted(other) + self

    def __rsub__(self, other):
        return self.lifted(other) - self

    def __rmul__(self, other):
        return self.lifted(other) * self

    def __rtruediv__(self, other):
        return self.lifted(other) / self

    def relu(self):
        return self.made(max(self.data, 0.0), (self, float(self.data > 0)))

    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, 1 - t**2))

    def order(self):
        """All parts before whatever is made of them."""
        done, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for part, _ in node.parts:
                    visit(part)
                done.append(node)

        visit(self)
        return done

    def push(self):
        for part, slope in self.parts:
            part.grad += slope * self.grad

    def backward(self):
        self.grad = 1.0
        for node in reversed(self.order()):
            node.push()


class no_grad_yet(_Value):
    """What is the grad of a Value on which nobody has called .backward()?"""

    def __init__(self, data, parts=()):
        super().__init__(data, parts)
        self.grad = None

    def push(self):
        for part, slope in self.parts:
            part.grad = (part.grad or 0.0) + slope * self.grad


class grad_begins_at_one(_Value):
    """Before any .backward(), how much does a result depend on a Value that is in no expression yet?"""

    def __init__(self, data, parts=()):
        super().__init__(data, parts)
        self.grad = 1.0

    def backward(self):
        for node in self.order():
            node.grad = 0.0
        super().backward()


class data_in_a_list(_Value):
    """`.data` should be a number: what is it in your class?"""

    def __init__(self, data, parts=()):
        super().__init__(data, parts)
        self.data = [data]


class result_has_no_grad(_Value):
    """How does the result depend on itself? And what is left of a product if one factor is 0?"""

    def backward(self):
        for node in reversed(self.order()):
            node.push()


class result_seeded_with_its_value(_Value):
    """With which number does the way back begin? How much does the result change if the result changes by 1?"""

    def backward(self):
        self.grad = self.data
        for node in reversed(self.order()):
            node.push()


class one_step_back_only(_Value):
    """The result tells its own parts. Do those tell theirs, once they have heard from the result?"""

    def backward(self):
        self.grad = 1.0
        self.push()


class leaves_only(_Value):
    """The inputs have their grads. What about the parts in the middle of the expression?"""

    def backward(self):
        super().backward()
        for node in self.order():
            if node.parts and node is not self:
                node.grad = 0.0


class adds_into_the_first(_Value):
    """After c = a + b, what is in a?"""

    def __add__(self, other):
        other = self.lifted(other)
        self.data += other.data
        return self.made(self.data, (self, 1.0), (other, 1.0))


class factors_keep_their_own(_Value):
    """If b becomes larger by 1, by how much does b * c: by b, or by something else?"""

    def __mul__(self, other):
        other = self.lifted(other)
        return self.made(self.data * other.data, (self, self.data), (other, other.data))


class factors_have_slope_one(_Value):
    """Does a product change with its factors in the same way as a sum does?"""

    def __mul__(self, other):
        other = self.lifted(other)
        return self.made(self.data * other.data, (self, 1.0), (other, 1.0))


class chain_forgotten(_Value):
    """You tell each part its own slope. What about all that happens between this step and the result?"""

    def push(self):
        for part, slope in self.parts:
            part.grad += slope


class minus_is_like_plus(_Value):
    """If b becomes larger, does a - b become larger as well?"""

    def __sub__(self, other):
        other = self.lifted(other)
        return self.made(self.data - other.data, (self, 1.0), (other, 1.0))


class subtracts_itself(_Value):
    """Try 5 - 3 with two Values: which of the two is taken away from the other?"""

    def __sub__(self, other):
        other = self.lifted(other)
        return self.made(other.data - self.data, (self, -1.0), (other, 1.0))


class whole_number_division(_Value):
    """What is 3 / -2 in your class?"""

    def __truediv__(self, other):
        other = self.lifted(other)
        return self.made(self.data // other.data, (self, 1 / other.data), (other, -self.data / other.data**2))


class divisor_not_squared(_Value):
    """Write a / b as a times a power of b, and differentiate that by b: which power remains?"""

    def __truediv__(self, other):
        other = self.lifted(other)
        return self.made(self.data / other.data, (self, 1 / other.data), (other, -self.data / other.data))


class divisor_without_minus(_Value):
    """If the divisor grows and both numbers are positive, which way does the quotient go?"""

    def __truediv__(self, other):
        other = self.lifted(other)
        return self.made(self.data / other.data, (self, 1 / other.data), (other, self.data / other.data**2))


class exponent_kept(_Value):
    """Differentiate x to the power of 3 on paper: what has become of the exponent?"""

    def __pow__(self, n):
        return self.made(self.data**n, (self, n * self.data**n))


class exponent_not_in_front(_Value):
    """Differentiate x to the power of 3 on paper: which number stands in front?"""

    def __pow__(self, n):
        return self.made(self.data**n, (self, self.data ** (n - 1)))


class power_multiplies(_Value):
    """What is 2 to the power of 3, and what does your class say?"""

    def __pow__(self, n):
        return self.made(self.data * n, (self, n))


class whole_powers_only(_Value):
    """How often does your loop multiply if the exponent is -1, or one half?"""

    def __pow__(self, n):
        out = self
        for _ in range(n - 1):
            out = out * self
        return out


class relu_lets_every_grad_through(_Value):
    """Below 0 the answer of relu stays the same whatever comes in: how large is its slope there?"""

    def relu(self):
        return self.made(max(self.data, 0.0), (self, 1.0))


class relu_leaks(_Value):
    """What should relu answer for a negative number: a small one, or none at all?"""

    def relu(self):
        return self.made(self.data if self.data > 0 else 0.01 * self.data, (self, 1.0 if self.data > 0 else 0.01))


class relu_slope_is_its_value(_Value):
    """Above 0, if the input of relu grows by 1, by how much does the output?"""

    def relu(self):
        return self.made(max(self.data, 0.0), (self, max(self.data, 0.0)))


class relu_is_a_number(_Value):
    """What kind of thing does your relu give back: something that remembers where it came from?"""

    def relu(self):
        return max(self.data, 0.0)


class tanh_slope_from_the_input(_Value):
    """In the slope of tanh, what is squared: the number that came in, or the one that went out?"""

    def tanh(self):
        return self.made(math.tanh(self.data), (self, 1 - self.data**2))


class tanh_not_squared(_Value):
    """How steep is tanh far out on the left? Compare with the slope you use."""

    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, 1 - t))


class logistic_slope(_Value):
    """How steep is tanh at 0? Compare with the slope you use."""

    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, t * (1 - t)))


class logistic_function(_Value):
    """What is tanh of 0, and what does your method say?"""

    def tanh(self):
        s = 1 / (1 + math.exp(-self.data))
        return self.made(s, (self, s * (1 - s)))


class tangent(_Value):
    """Between which two numbers does the hyperbolic tangent lie, and between which does yours?"""

    def tanh(self):
        return self.made(math.tan(self.data), (self, 1 + math.tan(self.data) ** 2))


class values_only(_Value):
    """What does your class do if the other operand is a plain number?"""

    def lifted(self, other):
        return other


class numbers_on_the_right_only(_Value):
    """You can write a + 2. Can you write 2 + a?"""

    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = None


class left_minus_is_right_minus(_Value):
    """What is 2 - a, if a is 5? Try it, and then a - 2."""

    def __rsub__(self, other):
        return self - other


class left_division_is_right_division(_Value):
    """What is 2 / a, if a is 4? Try it, and then a / 2."""

    def __rtruediv__(self, other):
        return self / other


class left_minus_without_grad(_Value):
    """In 2 - a, what happens to the result if a grows by 1?"""

    def __rsub__(self, other):
        return self.made(other - self.data, (self, 1.0))


class last_use_counts(_Value):
    """If a stands in an expression twice, it has two ways to change the result: what becomes of the first?"""

    def push(self):
        grads = [(part, slope * self.grad) for part, slope in self.parts]
        for part, grad in grads:
            part.grad = grad


class first_use_counts(_Value):
    """If a stands in an expression twice, it has two ways to change the result: what becomes of the second?"""

    def push(self):
        for part, slope in self.parts:
            part.grad = part.grad or slope * self.grad


class passes_on_at_once(_Value):
    """A part should pass on its grad when it is complete. When does yours, if more of it arrives later on?"""

    def backward(self):
        self.grad = 1.0
        seen = set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                node.push()
                for part, _ in node.parts:
                    visit(part)

        visit(self)


class passes_on_all_of_it_every_time(_Value):
    """When a second grad arrives at a part, what does yours pass on: what is new, or once more all it has?"""

    def backward(self):
        self.grad = 1.0

        def visit(node):
            node.push()
            for part, _ in node.parts:
                visit(part)

        visit(self)


class nearest_first(_Value):
    """You go back from the result step by step. Is a part that is near always complete before the parts behind it?"""

    def backward(self):
        self.grad = 1.0
        queue, seen = deque([self]), {id(self)}
        while queue:
            node = queue.popleft()
            node.push()
            for part, _ in node.parts:
                if id(part) not in seen:
                    seen.add(id(part))
                    queue.append(part)


class last_come_first_served(_Value):
    """You take the parts from a stack. Has the one on top already heard from everybody that uses it?"""

    def backward(self):
        self.grad = 1.0
        stack, seen = [self], {id(self)}
        while stack:
            node = stack.pop()
            node.push()
            for part, _ in node.parts:
                if id(part) not in seen:
                    seen.add(id(part))
                    stack.append(part)


class seen_by_number(_Value):
    """Two different parts can hold the same number. How does your class tell them apart?"""

    def order(self):
        done, seen = [], set()

        def visit(node):
            if node.data not in seen:
                seen.add(node.data)
                for part, _ in node.parts:
                    visit(part)
                done.append(node)

        visit(self)
        return done


class seen_for_ever(_Value):
    """You mark every part that was visited. Who takes the marks away before the next .backward()?"""

    def __init__(self, data, parts=()):
        super().__init__(data, parts)
        self.visited = False

    def order(self):
        done = []

        def visit(node):
            if not node.visited:
                node.visited = True
                for part, _ in node.parts:
                    visit(part)
                done.append(node)

        visit(self)
        return done


class forgets_how_it_was_made(_Value):
    """After the first .backward(), does your result still know its parts?"""

    def backward(self):
        super().backward()
        self.parts = ()


class once_only(_Value):
    """May .backward() be called again? What does your class do then?"""

    called = False

    def backward(self):
        if self.called:
            raise RuntimeError("backward was called already")
        super().backward()
        self.called = True
