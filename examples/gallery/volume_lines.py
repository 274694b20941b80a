"""Articles by week and outlet: a line each, named at its end.

The dashed ends are weeks that the articles cover only in part, so that the last one does not look like a collapse.
"""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

# The table first: one row per week and outlet, zero where there is nothing.
weekly = nk.volume(articles, by="source", freq="2W")
print(weekly.tail())

# Then its picture. The four largest outlets are in colour, the others in grey behind.
ax = nk.plot.volume(weekly, top=4, ax=plt.figure().subplots())
ax.set_title("Articles by outlet")

# The picture and, beside it, the table that it shows: volume_lines.csv.
nk.plot.save(ax, "volume_lines.png")
