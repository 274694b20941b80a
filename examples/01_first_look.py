# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A first look: from a folder of news to a chart
#
# *What was news when?* A folder holds what eight outlets delivered: saved pages as plain text and as HTML, a wire's JSON
# Lines, an archive's CSV. We read it, look at what is in it, measure it, and draw how much was written week by week
# about three stories. The chart that we end with comes first:

# %%
import newskit as nk

articles = nk.load_sample()
stories = {"port strike": "Pier 11|11부두", "bank failure": "Calder & Wharfe", "Storm Wenna": r"\bWenna\b"}
for story, words in stories.items():
    articles.loc[articles["text"].str.contains(words), "story"] = story
told = articles.dropna(subset="story")
weekly = nk.volume(told, by="story", freq="W")

ax = nk.plot.volume(weekly, hue="story", linewidth=2)
ax.set_title("Three stories, three bursts: articles a week", loc="left")
# %% [markdown]
# The people, outlets and events in these articles are invented.
#
# ## Read
#
# `nk.load_sample()` reads the sample corpus with `nk.read`, which takes a file, a folder, a glob or an archive, of mixed
# formats. The answer is a plain pandas DataFrame with one row per article, and always with the same columns. What the
# wire calls `headline`, `date_published` and `byline` is recognised by its meaning.

# %%
articles.groupby("source").head(1)[["source", "title", "authors", "published", "place", "agency", "section"]]

# %% [markdown]
# The pages of the Asian outlet are pages as a browser saves them: byline and two dates on one line, captions, a
# dateline, and buttons below the text. None of that is left in the body.

# %%
page = articles[articles["origin"].str.startswith("eaw/0318")].iloc[0]
print(page["title"], page["authors"], page["published"], page["updated"], sep="\n")
print("\nCaptions:", *page["captions"], sep="\n- ")
print("\nText:", page["text"][:300], "...")

# %% [markdown]
# How does it know? `why()` tells, for every field, which block or tag it came from and how sure the model is.

# %%
path = nk.sample_path() / page["origin"]
nk.parse_text(path.read_text(encoding="utf-8")).why().head(8)

# %% [markdown]
# ## Is anything wrong?
#
# What could not be read, or was read with a doubt, is listed by `nk.problems`, never dropped in silence.
# `nk.check_articles` says what is wrong with any table, and how to mend it.

# %%
nk.problems(articles)

# %%
nk.check_articles(articles)

# %% [markdown]
# ## Measure
#
# A feature is one number (or word, or list) per article. These come with newskit:

# %%
nk.features.table()[["feature", "dtype", "measures"]]

# %%
measured = articles.join(nk.extract(articles, ["n_words", "quote_share", "flesch", "title_question"]))
measured.groupby("source")[["n_words", "quote_share", "flesch"]].mean().round(2)

# %% [markdown]
# ## A feature of your own
#
# is a function. Its parameters are columns, or other features; what it returns is the column.


# %%
@nk.feature
def numbers_per_hundred_words(text: str, n_words: int) -> float:
    """Numbers in figures, per hundred words."""
    return 100 * sum(word[0].isdigit() for word in text.split()) / n_words


nk.extract(articles, [numbers_per_hundred_words]).join(articles["source"]).groupby("source").mean().round(1)

# %% [markdown]
# ## The table behind the chart
#
# Every chart is the picture of a table that you can get, change and draw again. Weeks without articles count zero, and
# the first and last week are marked where the articles do not cover them whole.

# %%
weekly.pivot(index="period", columns="story", values="articles").head(10)

# %% [markdown]
# And every number can tell its articles:

# %%
busiest = weekly.loc[weekly["articles"].idxmax()]
nk.articles_in(told, busiest)[["published", "source", "title"]]

# %% [markdown]
# ## Save
#
# Parquet keeps dates, lists and problems as they are. CSV keeps neither lists nor dates.

# %%
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "articles.parquet")
    measured.to_parquet(path)
    again = nk.read(path)
print(again["title"].equals(articles["title"]), len(again))
