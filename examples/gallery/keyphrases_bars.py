"""The keyphrases of most articles, in each outlet."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# Columns of the articles come in by their id.
phrases = nk.keyphrases(articles).merge(articles[["id", "source", "published"]], on="id")

print(phrases.head())

# What is counted is articles, whatever the spelling; the counted table is saved beside the picture.
ax = nk.plot.keyphrases(phrases, by="source", top=3, ax=plt.figure(figsize=(6.3, 6)).subplots())

nk.plot.save(ax, "keyphrases_bars.png")
