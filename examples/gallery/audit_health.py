"""The health of a corpus: what is missing, short, twice or oddly dated, by outlet."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()

checked = nk.audit(articles, now="2026-01-01")

# A healthy corpus is a white page.
ax = nk.plot.audit(checked, ax=plt.figure(figsize=(6.3, 4)).subplots())

# The articles behind a cell.
row = checked[checked["articles"] > 0].iloc[-1]
print(row["check"], nk.articles_in(articles, row, table=checked)["title"].tolist()[:3])

nk.plot.save(ax, "audit_health.png")
