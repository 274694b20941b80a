"""How long articles are, month by month, with the interval of the mean."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]
two = articles[articles["source"].isin(["East Asia Wire", "The Exchange Ledger"])]

# Any feature or column of numbers: a name, or a function of your own.
monthly = nk.trend(two, "n_words", by="source", freq="M")
print(monthly[["period", "source", "n", "mean", "low", "high"]].head(3))

ax = nk.plot.trend(monthly, ax=plt.figure().subplots())

nk.plot.save(ax, "trend_band.png")
