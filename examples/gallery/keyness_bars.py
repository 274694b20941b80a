"""The words that tell two outlets apart, a bar each."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

two = articles[articles["source"].isin(["The Exchange Ledger", "The Humber Courier"])]

# Each outlet against the other: log odds with a prior, so that neither rare nor common words win by themselves.
key = nk.keyness(two, by="source", min_count=4, top=12)
print(key[["source", "term", "count", "reference_count", "score", "fdr"]].head())

# Pale bars may well be chance; the numbers are uses on both sides.
ax = nk.plot.keyness(key, ax=plt.figure(figsize=(6.3, 5)).subplots())

nk.plot.save(ax, "keyness_bars.png")
