"""Headlines against their articles: a dot for each article."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

texts = nk.sentiment(articles).merge(articles[["id", "source"]], on="id")
texts.attrs = nk.sentiment(articles).attrs
headlines = nk.sentiment(articles, on="title")

# Above the line, the headline is brighter than its article.
ax = nk.plot.sentiment(texts, against=headlines, hue="source", ax=plt.figure(figsize=(6.3, 4)).subplots())

# The articles whose headline is much darker.
gap = headlines["sentiment"] - texts["sentiment"]
print(articles["title"].reset_index(drop=True)[gap.nsmallest(3).index])

nk.plot.save(ax, "sentiment_headlines.png")
