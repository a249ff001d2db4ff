import pandas as pd
cities = pd.read_csv("cities.csv")
note = "miles"
# %%
by_country = cities.groupby("country")["people"].sum().reset_index()
two_keys = cities.groupby(["year", "country"])[["people"]].sum()
# %%
def add_share(table):
    table = table.assign(share=table["people"] / table["people"].sum())

def top(table, n):
    return table.sort_values("people").head(n)
