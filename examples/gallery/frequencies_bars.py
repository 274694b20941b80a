"""Terms ranked by use in each of two outlets, with intervals."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]
terms = ["ferry", "strike*", "storm*|flood*", "court", "hospital*", "school*", "budget", "rates"]

two = articles[articles["source"].isin(["NBS News", "Meridian News Agency"])]
table = nk.frequencies(two, terms, by="source")

# A thin line is the 95 % interval, widened where uses crowd in few articles; the number is that of uses.
ax = nk.plot.frequencies(table, top=6, ax=plt.figure(figsize=(6.3, 4)).subplots())

print(table[["source", "term", "count", "rate", "rate_low", "rate_high"]].head())
nk.plot.save(ax, "frequencies_bars.png")
