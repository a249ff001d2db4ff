import pandas as pd
cities = pd.read_csv("cities.csv")
note = open("extra/readme.txt").read().split()[-1]
# %%
by_country = cities.groupby("country")["people"].sum()
two_keys = cities.groupby(["country", "year"])[["people"]].sum()
# %%
def add_share(table):
    table["share"] = table["people"] / table["people"].sum()

def top(table, n):
    return table.sort_values("people", ascending=False).head(n)
