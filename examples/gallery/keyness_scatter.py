"""How often words are used in one outlet against how often in another."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

two = articles[articles["source"].isin(["The Exchange Ledger", "The Humber Courier"])]

# All words, not only the first ones: a scatter shows the common ground, too.
key = nk.keyness(two, by="source", min_count=5)

# Both scales are logarithmic, with a place for zero; on the dashed line words are as frequent in both.
ax = nk.plot.keyness(key, kind="scatter", top=18, ax=plt.figure(figsize=(6.3, 4.6)).subplots())

nk.plot.save(ax, "keyness_scatter.png")
