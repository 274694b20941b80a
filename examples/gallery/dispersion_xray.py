"""Where terms stand in the articles: an x-ray of the corpus."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# One row per use; without positions=True the table has measures of how even terms are spread.
places = nk.dispersion(articles, ["ferry", "strike*", "court", "said"], positions=True)
print(nk.dispersion(articles, ["ferry", "said"])[["term", "count", "range", "dp"]])

# value="position" goes from the beginning of each article to its end, value="offset" through the whole corpus.
ax = nk.plot.dispersion(places, value="position", ax=plt.figure(figsize=(6.3, 2.6)).subplots())

nk.plot.save(ax, "dispersion_xray.png")
