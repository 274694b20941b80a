"""Names at the ends of lines instead of a legend, in a chart of your own."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

monthly = nk.volume(articles, by="source", freq="M")
total = monthly.pivot(index="period", columns="source", values="articles").cumsum()

# One outlet has one colour in every chart, also in yours.
colors = nk.palette(total.columns)

ax = plt.figure().subplots()
for name in total.columns:
    ax.plot(total.index, total[name], label=name, color=colors[name])
ax.set_ylabel("articles so far")
ax.spines[["top", "right"]].set_visible(False)
nk.plot.label_lines(ax)

nk.plot.save(ax, "label_lines.png")
