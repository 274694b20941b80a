"""Each outlet's part of the month's articles, stacked to the full height."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

monthly = nk.volume(articles, by="source", freq="M")

# kind="area" stacks the numbers themselves; kind="share" their parts of each month.
ax = nk.plot.volume(monthly, kind="share", ax=plt.figure().subplots())
ax.set_title("Share of the month's articles")

# A month that the articles cover only in part is pale.
print(monthly[["period", "source", "articles", "complete"]].head())
nk.plot.save(ax, "volume_shares.png")
