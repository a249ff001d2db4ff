def add(a, b):
    return a + c
# %%
def sort_in_place(numbers)
    numbers.sort()
# %%
def greet(name):
    print("Hello, " + name + "!")

def countdown(n):
    print(n)
