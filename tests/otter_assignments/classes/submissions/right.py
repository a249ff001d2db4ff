class Account:
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"there are only {self.balance}")
        self.balance -= amount

    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"
# %%
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"
# %%
class Vector3(Vector):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

    def __len__(self):
        return 3

    def __iter__(self):
        return iter((self.x, self.y, self.z))

def same(vector):
    return vector.x == vector.y
