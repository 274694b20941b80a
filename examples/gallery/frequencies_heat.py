"""Terms by week: a row for each term, a shade for each week."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]
terms = ["ferry", "strike*", "storm*|flood*", "court", "hospital*", "school*", "budget", "rates"]

weekly = nk.frequencies(articles, terms, freq="W")

# Rows are in the order in which the terms were given; hatched weeks are covered only in part.
ax = nk.plot.frequencies(weekly, kind="heat", value="articles", ax=plt.figure(figsize=(6.3, 2.8)).subplots())

# The articles behind a cell.
cell = weekly.sort_values("articles").iloc[-1]
print(nk.articles_in(articles, cell, table=weekly)["title"].head())

nk.plot.save(ax, "frequencies_heat.png")
