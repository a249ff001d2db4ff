seconds_in_a_day = 24 * 60 * minutes
# %%
heights = None
names = ("Ada", "Bo", "Cy")
# %%
def roll(sides):
    return sides / 0
