"""Who wrote about what, who was first and who was silent."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]
stories = {"ferry strike": "ferr*", "storm": "Storm Wenna", "bank": "Calder & Wharfe", "asthma pill": "Respivar"}

covered = nk.coverage(articles, stories)

# A cell says how many articles, and how long after the first outlet.
ax = nk.plot.coverage(covered, ax=plt.figure(figsize=(6.3, 2.8)).subplots())

# Who was first.
print(covered[covered["place"] == 1].iloc[:, :4])

nk.plot.save(ax, "coverage_matrix.png")
