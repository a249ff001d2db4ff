import matplotlib.pyplot as plt
import numpy as np
# %%
weights = np.loadtxt("weights.csv")
figure, axes = plt.subplots()
axes.hist(weights)
axes.set(title="Weights", xlabel="kg")
plt.show()
# %%
sample = np.random.normal(size=3)
# %%
def fit(x, y):
    return (x @ y) / (x @ x)

def predict(slope, x):
    return slope * x
