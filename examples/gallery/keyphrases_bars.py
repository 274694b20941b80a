"""The keyphrases of most articles, in each outlet."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

phrases = nk.keyphrases(articles)
print(phrases.head())

# What is counted is articles, whatever the spelling of a phrase.
counted = nk.frequencies(articles, keyphrases=phrases, by="source")
ax = nk.plot.keyphrases(counted, top=3, ax=plt.figure(figsize=(6.3, 6)).subplots())

nk.plot.save(ax, "keyphrases_bars.png")
