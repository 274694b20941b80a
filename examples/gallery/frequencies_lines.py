"""Uses of three terms per thousand words over time, with bands of uncertainty."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

terms = {"ferry": ["ferry", "ferries"], "weather": ["storm*", "flood*"], "court": "court*"}

# A dict gives terms a name and several spellings.
monthly = nk.frequencies(articles, terms, freq="M")
print(monthly[["period", "term", "count", "rate"]].head(3))

# Up to four lines have bands; months that the articles cover only in part are dashed.
ax = nk.plot.frequencies(monthly, ax=plt.figure().subplots())

nk.plot.save(ax, "frequencies_lines.png")
