def add(a, b):
    return int(a) + int(b)
# %%
def sort_in_place(numbers):
    return sorted(numbers)
# %%
def greet(name):
    return f"Hello, {name}!"

def apply_twice(f, x):
    return f(x) + f(x)

def countdown(n):
    return list(range(n, 0, -1))
