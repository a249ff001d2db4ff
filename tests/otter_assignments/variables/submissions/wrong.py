import numpy as np
# %%
seconds_in_a_day = 24 * 60 * 60.0
# %%
heights = [1.8, 1.6, 1.75, 1.73]
names = ["Ada", "Bo", "Cy"]
# %%
def roll(sides):
    return np.random.randint(0, sides)

average = 2
answer = "no"

def say():
    return "hi there"
