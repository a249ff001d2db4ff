import matplotlib.pyplot as plt
# %%
weights = [1.5, 2.5, 4.0]
axes = plt.plot(weights)
# %%
def fit(x, y):
    return 1 / 0
