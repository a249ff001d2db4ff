import math
from collections import deque

import numpy as np


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


class _Composed(_Value):
    """Differences and quotients are made of sums, products and powers."""

    def __sub__(self, other):
        return self + other * -1

    def __truediv__(self, other):
        return self * other**-1

    def __rsub__(self, other):
        return self * -1 + other

    def __rtruediv__(self, other):
        return self**-1 * other


class _Overwriting(_Value):
    """Where it is marked, what arrives at a part takes the place of what was there."""

    overwrites = False

    def marked(self):
        self.overwrites = True
        return self

    def push(self):
        if not self.overwrites:
            return super().push()
        grads = [(part, slope * self.grad) for part, slope in self.parts]
        for part, grad in grads:
            part.grad = grad


class _Unchained(_Composed):
    """Where it is marked, the own slope is passed on alone."""

    is_cut = False

    def marked(self):
        self.is_cut = True
        return self

    def push(self):
        for part, slope in self.parts:
            part.grad += slope * (1 if self.is_cut else self.grad)


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
    """The result tells its own parts. Do those tell theirs, and do they wait until they have heard?"""

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


class only_leaves_at_all(_Value):
    """Which grads does the text ask for: those of the inputs only, or those on the way as well?"""

    def backward(self):
        super().backward()
        for node in self.order():
            if node.parts:
                node.grad = 0.0


class inner_grads_overwritten(_Value):
    """The inputs add up all that arrives. Do the parts in the middle do so, too?"""

    def backward(self, grad=1.0):
        self.grad = grad if self.parts else self.grad + grad
        for part, slope in self.parts:
            part.backward(grad * slope)


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


class products_pass_on_their_slope_alone(_Unchained):
    """In a product, do the factors hear what has arrived from the result?"""

    def __mul__(self, other):
        return super().__mul__(other).marked()


class powers_pass_on_their_slope_alone(_Unchained):
    """Does your power pass on what arrives from the result, or its own slope alone?"""

    def __pow__(self, n):
        return super().__pow__(n).marked()


class tanh_passes_on_its_slope_alone(_Unchained):
    """If something else comes after tanh, does the grad that tanh passes on know of it?"""

    def tanh(self):
        return super().tanh().marked()


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


class negates_the_second(_Value):
    """After c = a - b, what is in b?"""

    def __sub__(self, other):
        other = self.lifted(other)
        other.data = -other.data
        return self.made(self.data + other.data, (self, 1.0), (other, -1.0))


class minus_makes_a_fresh_number(_Value):
    """You make a new Value from a bare number on the way: does it still know its part?"""

    def __sub__(self, other):
        return self + type(self)(-self.lifted(other).data)


class subtracts_a_bare_number(_Composed):
    """Which of its two parts has your difference a - b forgotten?"""

    def __sub__(self, other):
        return self + type(self)(-self.lifted(other).data)


class multiplies_by_a_bare_number(_Composed):
    """You turn the divisor over: does what comes out still remember it?"""

    def __truediv__(self, other):
        return self * type(self)(1 / self.lifted(other).data)


class divisor_is_a_fresh_number(_Value):
    """Does your quotient know its divisor, or only the number that is in it?"""

    def __truediv__(self, other):
        return self * type(self)(1 / self.lifted(other).data)


class divisor_pulls_without_the_dividend(_Value):
    """If a is twice as large, does a / b fall twice as fast when b grows?"""

    def __truediv__(self, other):
        other = self.lifted(other)
        return self.made(self.data / other.data, (self, 1 / other.data), (other, -1 / other.data**2))


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


class powers_without_grad(_Value):
    """Does your power remember what it was made from?"""

    def __pow__(self, n):
        return self.made(self.data**n)


class powers_are_numbers(_Composed):
    """What kind of thing is a ** 3 in your class?"""

    def __pow__(self, n):
        return self.data**n


class power_of_zero_is_a_number(_Value):
    """What kind of thing is a ** 0 in your class?"""

    def __pow__(self, n):
        return 1 if n == 0 else super().__pow__(n)


class loop_for_whole_powers(_Value):
    """How often does your loop multiply if the exponent is 0, or -2?"""

    def __pow__(self, n):
        if not isinstance(n, int) or n == -1:
            return super().__pow__(n)
        out = self * 1
        for _ in range(n - 1):
            out = out * self
        return out


class power_by_logarithm(_Value):
    """Of which numbers can you take a logarithm? And which may be raised to the power of 2.0?"""

    def __pow__(self, n):
        if isinstance(n, int):
            return super().__pow__(n)
        return self.made(math.exp(n * math.log(self.data)), (self, n * self.data ** (n - 1)))


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


class relu_in_place(_Value):
    """After b = a.relu(), what is in a?"""

    def relu(self):
        self.data = max(self.data, 0.0)
        return self.made(self.data, (self, float(self.data > 0)))


class relu_gives_itself(_Value):
    """If relu changes nothing, what does yours give back: a new Value, or the one that came in?"""

    def relu(self):
        return self if self.data > 0 else self.made(0.0, (self, 0.0))


class size_for_relu(_Value):
    """What should relu answer for -3?"""

    def relu(self):
        return self.made(abs(self.data), (self, 1.0))


class relu_is_a_step(_Value):
    """What should relu answer for 5, and what for 7?"""

    def relu(self):
        return self.made(float(self.data > 0), (self, float(self.data > 0)))


class relu_is_a_number(_Value):
    """What kind of thing does your relu give back: something that remembers where it came from?"""

    def relu(self):
        return max(self.data, 0.0)


class tanh_slope_from_the_input(_Value):
    """In the slope of tanh, what is squared: the number that came in, or the one that went out?"""

    def tanh(self):
        return self.made(math.tanh(self.data), (self, 1 - self.data**2))


class tanh_in_place(_Value):
    """After b = a.tanh(), has a kept its number?"""

    def tanh(self):
        self.data = math.tanh(self.data)
        return self.made(self.data, (self, 1 - self.data**2))


class tanh_plus_squared(_Value):
    """Is tanh steeper or flatter far out than at 0?"""

    def tanh(self):
        t = math.tanh(self.data)
        return self.made(t, (self, 1 + t**2))


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


class sum_takes_whole_numbers_only(_Value):
    """You can write a + 2. Can you write a + 2.5?"""

    def __add__(self, other):
        other = type(self)(other) if isinstance(other, int) else other
        return self.made(self.data + other.data, (self, 1.0), (other, 1.0))


class quotient_takes_whole_numbers_only(_Value):
    """You can write a / 2. Can you write a / 2.5?"""

    def __truediv__(self, other):
        other = type(self)(other) if isinstance(other, int) else other
        return self.made(self.data / other.data, (self, 1 / other.data), (other, -self.data / other.data**2))


class array_of_a_whole_number(_Composed):
    """What kind of number does your class keep if it is given a whole one? Try Value(3) / Value(4)."""

    def __init__(self, data, parts=()):
        super().__init__(np.array(data), parts)

    def lifted(self, other):
        return other if isinstance(other, _Value) else type(self)(float(other))


class numbers_on_the_right_only(_Value):
    """You can write a + 2. Can you write 2 + a?"""

    def __radd__(self, other):
        return NotImplemented

    __rsub__ = __rmul__ = __rtruediv__ = __radd__


class sums_and_products_from_the_left_only(_Value):
    """2 + a works. Do 2 - a and 2 / a?"""

    def __rsub__(self, other):
        return NotImplemented

    __rtruediv__ = __rsub__


class sums_from_the_left_only(_Value):
    """2 + a works. What about 2 * a?"""

    def __rmul__(self, other):
        return NotImplemented

    __rsub__ = __rtruediv__ = __rmul__


class no_division_from_the_left(_Value):
    """2 - a works. What about 2 / a?"""

    def __rtruediv__(self, other):
        return NotImplemented


class whole_numbers_on_the_left_only(_Value):
    """2 + a and 2 * a work. Do 2.5 + a and 2.5 * a?"""

    def __radd__(self, other):
        return self + other if isinstance(other, int) else NotImplemented

    def __rmul__(self, other):
        return self * other if isinstance(other, int) else NotImplemented


class no_whole_number_minus(_Value):
    """2.5 - a works. Does 2 - a?"""

    def __rsub__(self, other):
        return self.lifted(other) - self if isinstance(other, float) else NotImplemented


# Python's message names the class, and the students' is a Value.
numbers_on_the_right_only.__name__ = "Value"
sums_and_products_from_the_left_only.__name__ = "Value"
sums_from_the_left_only.__name__ = "Value"
no_division_from_the_left.__name__ = "Value"
whole_numbers_on_the_left_only.__name__ = "Value"
no_whole_number_minus.__name__ = "Value"


class left_sum_is_a_number(_Value):
    """What kind of thing is 2 + a in your class?"""

    def __radd__(self, other):
        return other + self.data


class left_product_without_grad(_Value):
    """Does 3 * a still know a in your class?"""

    def __rmul__(self, other):
        return self.made(other * self.data)


class left_quotient_without_grad(_Value):
    """Does 3 / a still know a in your class?"""

    def __rtruediv__(self, other):
        return self.made(other / self.data)


class nothing_added_gives_itself(_Value):
    """What does a + 0 give back in your class: a new Value, or a itself? To whom does its grad belong, then?"""

    def __add__(self, other):
        return self if isinstance(other, (int, float)) and other == 0 else super().__add__(other)

    def __mul__(self, other):
        return self if isinstance(other, (int, float)) and other == 1 else super().__mul__(other)

    def __pow__(self, n):
        return self if n == 1 else super().__pow__(n)


class left_minus_is_right_minus(_Value):
    """What is 2 - a, if a is 5? Try it, and then a - 2."""

    def __rsub__(self, other):
        return self - other


class nothing_minus_gives_the_same(_Value):
    """What is 0 - a, if a is 3? And what does your class say?"""

    def __rsub__(self, other):
        return self.lifted(other) - self if other else self * 1


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


class sums_overwrite(_Overwriting):
    """In your sum, what becomes of a grad that has come to the part before?"""

    def __add__(self, other):
        return super().__add__(other).marked()


class products_overwrite(_Overwriting):
    """In your product, what becomes of a grad that has come to the factor before?"""

    def __mul__(self, other):
        return super().__mul__(other).marked()


class equal_parts_count_once(_Value):
    """If both factors are the same Value, how many parts does the product remember?"""

    def made(self, data, *parts):
        return super().made(data, *{id(part): (part, slope) for part, slope in parts}.values())


class equal_parts_in_a_dictionary(_Value):
    """How much does a - a change with a? And how many parts does your difference, or your quotient, remember then?"""

    def __sub__(self, other):
        other = self.lifted(other)
        return self.made(self.data - other.data, *{self: 1.0, other: -1.0}.items())

    def __truediv__(self, other):
        other = self.lifted(other)
        slopes = {self: 1 / other.data, other: -self.data / other.data**2}
        return self.made(self.data / other.data, *slopes.items())


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


class last_part_first_and_all_of_it(_Value):
    """A part that is visited twice passes on its grad twice: does that count something double?"""

    def backward(self):
        self.grad = 1.0

        def visit(node):
            node.push()
            for part, _ in reversed(node.parts):
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
    """Each Value passes on its grad as soon as you come to it. Has everybody who uses it been there by then?"""

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


class factors_found_by_division(_Value):
    """How large is b * c if b is 0, and how fast does it change with b?"""

    def __mul__(self, other):
        other = self.lifted(other)
        product = self.data * other.data
        slopes = [product / one.data if one.data else 0.0 for one in (self, other)]
        return self.made(product, (self, slopes[0]), (other, slopes[1]))


class zeros_pass_on_nothing(_Value):
    """Does a part that happens to be 0 have nothing to pass on?"""

    def push(self):
        if self.data:
            super().push()


class seen_for_ever(_Value):
    """What did the first .backward() leave behind, or take away, that the second one needs otherwise?"""

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


class mark_taken_from_the_result_alone(seen_for_ever):
    """You take a mark away in the end: from which of the Values, and from which not?"""

    def backward(self):
        super().backward()
        self.visited = False


class list_never_emptied(_Value):
    """What is still in your list when the second .backward() begins?"""

    kept = []

    def order(self):
        del self.kept[:-300]  # what is older belongs to other expressions
        self.kept.extend(super().order())
        return self.kept


class grads_beside_the_grads(_Value):
    """You keep a number of your own beside .grad: who sets that one back?"""

    own = 0.0

    def backward(self):
        self.own = 1.0
        for node in reversed(self.order()):
            node.grad = node.own
            for part, slope in node.parts:
                part.own += slope * node.own


class done_before(_Value):
    """What makes your second .backward() stop right at its beginning?"""

    is_done = False

    def backward(self):
        if not self.is_done:
            super().backward()
        self.is_done = True


class forgets_how_it_was_made(_Value):
    """What is different when the second .backward() of the same result begins: does it still go back at all?"""

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


class lone_value_left_alone(_Value):
    """If a Value was computed from nothing: how does it depend on itself?"""

    def backward(self):
        if self.parts:
            super().backward()


class parts_are_no_results_any_more(_Value):
    """Call .backward() on the result, and after that on a part of it: does yours still do anything?"""

    used = False

    def backward(self):
        if self.used:
            return
        for node in self.order():
            node.used = node is not self
        super().backward()
