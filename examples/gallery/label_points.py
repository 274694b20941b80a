"""Names beside points of a scatter of your own, none over another."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# Any numbers will do: here how long outlets' articles are, and how many there are in a section.
articles["n_words"] = nk.extract(articles, ["n_words"])["n_words"]
sections = articles.groupby("section").agg(n=("n_words", "size"), words=("n_words", "median"))
sections = sections[sections["n"] >= 2].sort_values("n", ascending=False)

ax = plt.figure().subplots()
ax.scatter(sections["n"], sections["words"], s=14)
ax.set(xscale="log", xlabel="articles", ylabel="words of an article (median)")
# The most important first: where there is no room for all, the last ones have no label.
points = list(zip(sections["n"], sections["words"]))
nk.plot.label_points(ax, sections.index.tolist(), points, fontsize="x-small")

nk.plot.save(ax, "label_points.png")
