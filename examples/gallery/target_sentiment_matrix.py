"""Who is portrayed how by whom: colour is tone, area is attention."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]
actors = {
    "Trent Maddox": "Trent Maddox",
    "Corvane": ["Corvane", "Corvane Therapeutics"],
    "Sir Rowan": "Sir Rowan",
    "Calder & Wharfe": "Calder & Wharfe",
    "Storm Wenna": "Storm Wenna",
}

portrayed = nk.target_sentiment(articles, actors, by="source")

ax = nk.plot.target_sentiment(portrayed, ax=plt.figure(figsize=(6.3, 3.2)).subplots())

# The articles behind a circle.
row = portrayed.sort_values("articles").iloc[-1]
print(nk.articles_in(articles, row, table=portrayed)["title"].head())

nk.plot.save(ax, "target_sentiment_matrix.png")
