"""How alike outlets write: the cosine of their words."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

pairs = nk.similarity(articles, by="source")

# The like stand next to each other; kind="map" draws them as points.
ax = nk.plot.similarity(pairs, ax=plt.figure(figsize=(6.3, 4.2)).subplots())

print(pairs.sort_values("similarity", ascending=False)[["a", "b", "similarity"]].head(3))

nk.plot.save(ax, "similarity_matrix.png")
