"""How long the outlets' articles are: the mean of each with its interval, against all others."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# Besides the distribution, the table has how far each outlet lies from all others, and how sure that is.
lengths = nk.compare(articles, "n_words", by="source")
print(lengths[["source", "n", "mean", "median", "hedges_g", "p_adjusted"]])

# kind="ridge" and kind="box" show the distributions.
ax = nk.plot.compare(lengths, ax=plt.figure(figsize=(6.3, 3)).subplots())

nk.plot.save(ax, "compare_intervals.png")
