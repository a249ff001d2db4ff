import pandas as pd
cities = pd.read_csv("towns.csv")
# %%
cities = pd.read_csv("cities.csv").values
# %%
def top(table, n):
    return table.sort_values("inhabitants").head(n)
