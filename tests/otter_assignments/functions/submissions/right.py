import otter
grader = otter.Notebook()
# %%
def add(a, b):
    return a + b
# %%
def sort_in_place(numbers):
    if not isinstance(numbers, list):
        raise TypeError("not a list")
    numbers.sort()
# %%
def greet(name):
    print(f"Hello, {name}!")

def apply_twice(f, x):
    return f(f(x))

def countdown(n):
    while n:
        yield n
        n -= 1
# %%
grader.check("q1")
