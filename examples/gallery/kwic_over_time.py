"""When each outlet used a word: a stroke for every use."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

uses = nk.kwic(articles, "ferry|ferries", window=6)
print(uses[["source", "left", "match", "right"]].head())

# Of one term the outlets have a row each, in the colour that they have in every chart.
ax = nk.plot.kwic(uses, ax=plt.figure(figsize=(6.3, 2.8)).subplots())

# The stories are where strokes of several outlets meet.
nk.plot.save(ax, "kwic_over_time.png")
