"""The words that stand around one word."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# Up to five words away on either side, in one sentence.
neighbours = nk.collocations(articles, "ferry", window=5, min_count=3, measure="g2")
print(neighbours[["collocate", "count", "left", "right", "g2"]].head())

figure = plt.figure(figsize=(6.3, 4))
ax = nk.plot.collocations(neighbours, value="g2", top=20, ax=figure.subplots())

nk.plot.save(ax, "collocations_network.png")
