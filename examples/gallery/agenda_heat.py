"""What outlets give their attention to: the share of each section."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

shares = nk.agenda(articles, by="source")

# Outlets with similar agendas stand next to each other; kind="dendrogram" draws how far apart they are.
ax = nk.plot.agenda(shares, ax=plt.figure(figsize=(6.3, 3.4)).subplots())

print(shares.sort_values("share", ascending=False)[["source", "section", "articles", "share"]].head())

nk.plot.save(ax, "agenda_heat.png")
