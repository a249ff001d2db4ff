import numpy as np
# %%
seconds_in_a_day = 24 * 60 * 60
# %%
heights = np.array([1.8, 1.6, 1.75, 1.73])
names = ["Ada", "Bo", "Cy"]
# %%
def roll(sides):
    if sides < 1:
        raise ValueError("no sides")
    return np.random.randint(1, sides + 1)

average = np.mean([1, 2, 3, 4]).item()
answer = "yes"

def say():
    print("hi there")
