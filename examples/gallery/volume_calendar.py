"""A calendar of articles: a shade for each day."""

import matplotlib.pyplot as plt

import newskit as nk

plt.style.use("newskit.paper")
articles = nk.load_sample()
articles = articles[articles["lang"] == "en"]

daily = nk.volume(articles, freq="D")

# Days of the week from top to bottom, weeks from left to right; a frame without a shade is a day without an article.
ax = nk.plot.volume(daily, kind="calendar", ax=plt.figure(figsize=(6.3, 2.4)).subplots())

busiest = daily.sort_values("articles").iloc[-1]
print(f"{busiest['articles']} articles on {busiest['period']:%d %B %Y}")

nk.plot.save(ax, "volume_calendar.png")
