"""Which term is in how many articles: their ranks, month by month."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]
terms = ["ferry", "strike*", "storm*|flood*", "court", "hospital*", "school*", "budget", "rates"]

monthly = nk.frequencies(articles, terms, freq="M")

# Ranks say nothing of distances: a first place may be a narrow one. Where a line is broken the term was not used.
ax = nk.plot.frequencies(monthly, kind="bump", value="articles", top=6, ax=plt.figure().subplots())
ax.set_title("Terms by number of articles")

print(monthly.groupby("term")["articles"].sum().sort_values())
nk.plot.save(ax, "frequencies_bump.png")
