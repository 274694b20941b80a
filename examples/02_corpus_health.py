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
# # What is in my corpus, and what is wrong with it?
#
# Half an hour with the corpus before the analysis saves a wrong figure after it. What is missing? What is there twice?
# Which weeks are whole? Who was silent? The chart that we end with comes first: a healthy corpus is a white page.

# %%
import matplotlib.pyplot as plt

import newskit as nk

articles = nk.load_sample(gold=True)
health = nk.audit(articles, now="2026-01-01")

figure, ax = plt.subplots(figsize=(9, 5))
nk.plot.audit(health, ax=ax)
ax.set_title("Dates and texts are whole; one paper lacks its language, six hold copies", loc="left")

# %% [markdown]
# A row is a source, a column is a check, a number is the percentage of the source's articles. The articles are
# invented; they have the faults of real deliveries.
#
# ## Three questions, three functions
#
# 1. *Did the reading go well?* `nk.problems` lists what could not be read, or was read with a doubt. It travels with the
#    table only so far, so look at it first.

# %%
nk.problems(articles)

# %% [markdown]
# Three live pages: many entries under one headline. They are no articles in the usual sense. Whether they count is for
# you to decide; the list says which they are.
#
# 2. *Has the table the form that analyses need?* `nk.check_articles` says what is wrong and how to mend it. An empty
#    answer is a good one; what it warns of here comes up again below.

# %%
nk.check_articles(articles)

# %% [markdown]
# 3. *What is in it?* `nk.audit` counts, for each source, what is missing, doubled or odd. It judges nothing: all
#    addresses missing is normal for pages saved as text, and would be alarming in an archive's export.

# %%
found = health[(health["articles"] > 0) & ~health["check"].str.startswith("language")]
found.sort_values("share", ascending=False, kind="stable")[["source", "check", "articles", "total", "share"]].head(14)

# %% [markdown]
# Read it by its pattern. A column that is 100 % for one source and 0 % for the others is a matter of how that source
# was delivered, not of its journalism. Do not compare sources on such a column.
#
# ## One paper without a language
#
# The Quayside comes as CSV without a column for the language. Harmless? Whoever now takes the English articles by
# `lang == "en"` loses a whole paper, and no error says so:

# %%
detected = nk.extract(articles, ["language"], progress=False)["language"]
mended = articles.assign(lang=articles["lang"].fillna(detected))
print("English articles by the column: ", (articles["lang"] == "en").sum())
print("with the language of the text:  ", (mended["lang"] == "en").sum())
print("column and text disagree:       ", (articles["lang"] != detected).sum())

# %% [markdown]
# ## Copies
#
# A wire's text in five papers is one text. Counted five times, it makes a story look larger than it is, words look
# typical that one agency chose, and intervals too narrow. `nk.articles_in` names the articles behind rows of the
# audit. A copy is the later of two; the first does not count.

# %%
is_copy = health["check"].isin(["exact duplicate", "near duplicate"])
copies = nk.articles_in(mended, health[is_copy], table=health)
copies[["source", "published", "title", "agency"]]

# %% [markdown]
# The headlines differ, so headlines do not find copies. Text does. Are these all? The sample knows, because it was
# written so: 28 articles were made from another one, as verbatim copies, cut from the tail, with a local lead,
# rewritten, as updates and corrections. What is found depends on `alike`, the share of their phrases of five words that
# two texts have in common:

# %%
import pandas as pd

made = articles["gold_role"].replace({"source": pd.NA}).rename("made as")
recall = {"all": made.value_counts()}
for alike in [0.9, 0.7, 0.5, 0.3]:
    loose = nk.audit(articles, by=None, alike=alike, now="2026-01-01")
    same = nk.articles_in(articles, loose[loose["check"].str.endswith("duplicate")], table=loose)
    recall[f"alike={alike}"] = made[same.index].value_counts()
    recall[f"alike={alike}"]["(not a copy)"] = made[same.index].isna().sum()
pd.DataFrame(recall).fillna(0).astype(int)

# %% [markdown]
# At .7, the default, nothing is found that is no copy, but 18 of 28 are missed: what is rewritten shares too few
# phrases, and what was cut too much. At .5 more are found. The two that are "not a copy" there were rightly found alike: a
# correction keeps the date of the article that it corrects and stands before it in the table, so the article is taken
# for the copy. Lower `alike`, and read what is found.
#
# What to do with copies depends on the question. What did readers see? Keep them. How does a paper write? Leave them
# out:

# %%
own = mended[~mended["id"].isin(copies["id"])]
pd.DataFrame({"with copies": mended["source"].value_counts(), "without": own["source"].value_counts()})

# %% [markdown]
# ## Time: which weeks are whole?
#
# `nk.volume` counts by calendar weeks. The articles end on Tuesday, 30 September, so the last week has two days.
# Without the dashes one would see a collapse:

# %%
weekly = nk.volume(mended, freq="W")
ax = nk.plot.volume(weekly)
ax.set_title("The last week is no collapse: it has two days", loc="left")

# %% [markdown]
# The first and last article tell what is covered, as far as they can. If you know from when to when articles were
# collected, say so with `start=` and `end=`. An analysis should drop incomplete periods
# (`weekly[weekly["complete"]]`), or compare daily means.
#
# By source, a silence may be a pause, or a download that failed. How many weeks were without an article?

# %%
by_source = nk.volume(mended, by="source", freq="W")
weeks = by_source[by_source["complete"]].groupby("source")["articles"]
pd.DataFrame({"weeks": weeks.size(), "empty": weeks.apply(lambda n: (n == 0).sum()), "most": weeks.max()})

# %% [markdown]
# Each paper has about one article a week here, so an empty week means nothing: with a mean of 1.1 a week, chance
# alone leaves every third week empty (e to the power of -1.1). In a corpus of hundreds a week, a single empty one is
# a hole in the download.
#
# ## Who covered what?
#
# A source that is silent on a story while it writes about others says something; one that is not in the corpus at the
# time says nothing. `nk.coverage` tells them apart:

# %%
stories = nk.coverage(mended, stories="gold_story")
figure, ax = plt.subplots(figsize=(9, 6))
nk.plot.coverage(stories, ax=ax)
ax.set_title("The Daily Comet is silent on the data leak (breach)", loc="left")

# %% [markdown]
# Indeed: the Comet's owner owns the app that leaked. But the paper is silent on other stories as well, and so is
# every paper. Such an empty cell is a question to ask, not its answer. And the stories are labels here; stories that
# you name by words miss articles that use other words.
#
# ## Would the checks notice?
#
# An audit that finds little may be blind. So break a copy of the corpus on purpose, in the ways in which deliveries
# break:

# %%
broken = mended.copy()
broken.loc[broken.index[:20], "published"] = pd.NaT
broken.loc[broken.index[20], "published"] = pd.Timestamp("1970-01-01", tz="UTC")
broken.loc[broken.index[21], "published"] = pd.Timestamp("2052-05-01", tz="UTC")
broken.loc[broken.index[30:36], "text"] = "Subscribe to read the full story."
broken.loc[broken.index[40], "text"] = pd.NA
broken = pd.concat([broken, broken.iloc[50:55]])
pd.set_option("display.max_colwidth", 120)
nk.check_articles(broken)[["column", "level", "problem", "n", "mend"]]

# %%
checks = ["missing text", "missing published", "stub", "exact duplicate"]
checks += ["date far from all others", "date in the future"]
before, after = (nk.audit(table, by=None, now="2026-01-01").set_index("check") for table in (mended, broken))
pd.DataFrame({"before": before["articles"], "broken": after["articles"]}).loc[checks]

# %% [markdown]
# All of it is noticed: 20 dates, the empty text, six stubs. Ten more exact duplicates: the five articles that were
# delivered twice, and five of the six stubs, which all say the same. Both wrong dates lie far from all others, and
# one of them in the future.
#
# Undated articles are not lost: every table over time has a row for them, so that the counts add up. Two wrong dates
# would stretch the table over 82 years; `start=` and `end=` leave them out, which is why two are lacking in the sum
# below.

# %%
mended_again = broken.drop_duplicates("id").reset_index(drop=True)
monthly = nk.volume(mended_again, freq="M", start="2025-03", end="2025-09")
print(monthly[["period", "articles", "complete"]].to_string(index=False))
print("sum:", monthly["articles"].sum(), "of", len(mended_again))

# %% [markdown]
# ## Where to go next
#
# - Your own corpus: `articles = nk.read("folder")`, then `nk.problems`, `nk.check_articles`, `nk.audit`, in this
#   order.
# - Keep what you decided beside the corpus: which copies are out, which weeks, which live pages. A table that was
#   made can be asked for its articles at any time (`nk.articles_in`).
# - What the audit cannot see: articles that were never delivered, texts that end too early but not very early, a
#   headline over the wrong text. Draw twenty articles by chance and read them: `articles.sample(20, random_state=1)`.
# - Files that will not be read, odd columns, encodings: the notebook on bringing your own data.
# - Which words tell two papers apart, once copies are out: the notebook on two papers.
