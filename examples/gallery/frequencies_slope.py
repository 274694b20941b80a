"""Terms in the first and in the last complete month."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]
terms = ["ferry", "strike*", "storm*|flood*", "court", "hospital*", "school*", "budget", "rates"]

monthly = nk.frequencies(articles, terms, freq="M")

# What lies in between is not shown, which the note says; see frequencies_heat.py for all of it.
figure = plt.figure(figsize=(4.5, 3.8))
ax = nk.plot.frequencies(monthly, kind="slope", value="share", ax=figure.subplots())

# Every number is in the table.
print(monthly.pivot(index="term", columns="period", values="share").round(2))
nk.plot.save(ax, "frequencies_slope.png")
