"""When the corpus was about what: its keyphrases by month."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

counted = nk.frequencies(articles, keyphrases=nk.keyphrases(articles), freq="M", top=18)
figure = plt.figure(figsize=(6.3, 4))
ax = nk.plot.keyphrases(counted, kind="heat", ax=figure.subplots())

# Of each phrase, the month with most articles stands out; single-handed stories are one dark cell.
# The numbers behind the picture, also without saving it.
print(nk.plot.table_of(ax)[["period", "term", "articles"]].head())
nk.plot.save(ax, "keyphrases_heat.png")
