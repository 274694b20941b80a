"""The tone of sentences: how many are bad, neither, good."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

sentences = nk.sentiment(articles, on="sentences")

# The dashed lines are the thresholds; thresholds= takes those of nk.sentiment_thresholds.
ax = nk.plot.sentiment(sentences, ax=plt.figure(figsize=(6.3, 2.8)).subplots())

# The most negative sentences.
print(sentences.nsmallest(3, "sentiment")[["id", "sentiment", "text"]])

nk.plot.save(ax, "sentiment_distribution.png")
