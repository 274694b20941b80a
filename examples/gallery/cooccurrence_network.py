"""Keyphrases that stand in the same articles, as a network."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# Without terms, the keyphrases of the articles are the nodes.
pairs = nk.cooccurrence(articles, min_count=4)
print(pairs[["a", "b", "together", "npmi"]].head())

# Discs are as large as phrases are frequent, lines as wide as two belong together. Nothing is drawn by lot: the same
# table always gives the same picture.
ax = nk.plot.cooccurrence(pairs, top=40, ax=plt.figure(figsize=(6.3, 4.5)).subplots())

nk.plot.save(ax, "cooccurrence_network.png")
