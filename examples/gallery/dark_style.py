"""Pictures for a dark notebook: a style sheet, for a block or for all of it."""

import matplotlib.pyplot as plt

import newskit as nk

articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

monthly = nk.frequencies(articles, ["ferry", "strike*", "court", "school*"], freq="M")

# Also as nk.plot.style("dark") for a block; the others are "newskit.paper" and "newskit.screen".
plt.style.use("newskit.dark")
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
nk.plot.frequencies(monthly, kind="heat", ax=left)
nk.plot.frequencies(monthly, kind="bump", ax=right)

# Two helpers on one figure have two tables: dark_style_1.csv and dark_style_2.csv.
print([path.name for path in nk.plot.save(figure, "dark_style.png")])
