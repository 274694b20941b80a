"""When the corpus was about what: its keyphrases by month."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# Columns of the articles come in by their id.
phrases = nk.keyphrases(articles).merge(articles[["id", "source", "published"]], on="id")

figure = plt.figure(figsize=(6.3, 4))
ax = nk.plot.keyphrases(phrases, kind="heat", freq="M", top=18, ax=figure.subplots())

# Of each phrase, the month with most articles stands out; single-handed stories are one dark cell.
# The numbers behind the picture, also without saving it.
print(nk.plot.table_of(ax)[["period", "term", "articles"]].head())
nk.plot.save(ax, "keyphrases_heat.png")
