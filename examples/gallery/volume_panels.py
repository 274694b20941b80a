"""The same picture once for each outlet, on one scale."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# facet() draws any helper, or a function of your own, for each value of a column.
monthly = nk.volume(articles, by="source", freq="M")
figure, panels = nk.plot.facet(monthly, nk.plot.volume, col="source", col_wrap=4, figsize=(6.3, 3.2))

# `panels` holds the Axes by name, to change or to draw on.
panels["NBS News"].axhline(5, color="0.5", linewidth=0.8, linestyle=":")

nk.plot.save(figure, "volume_panels.png")
