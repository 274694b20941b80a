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
# # Which words tell two papers apart?
#
# The Exchange Ledger is a business paper, The Daily Comet a tabloid. What does each write that the other does not, how
# sure is that, and is it the paper's manner or only its choice of stories? The chart that we end with comes first:

# %%
import newskit as nk

articles = nk.load_sample(gold=True)
papers = ["The Daily Comet", "The Exchange Ledger"]
two = articles[articles["source"].isin(papers)]
in_both = two.groupby("gold_story")["source"].transform("nunique") == 2
same_stories = two[in_both]
key_same = nk.keyness(same_stories, by="source", stopwords=())

ax = nk.plot.keyness(key_same, top=10)
ax.set_title("The same stories: the Ledger defines, the Comet tells", loc="left")

# %% [markdown]
# These are words of 54 articles on the 12 stories that both papers have. `key_same` is a table, and the chart is its
# picture. Full bars are differences that are hardly chance, pale ones may be. The numbers are how often each paper has
# the word. The papers, people and events are invented, so nothing here is a finding on real tabloids; the way to it is
# what can be used again.
#
# ## What is compared
#
# Before words are counted: how much is there of each paper? Fewer than a hundred articles together, of a few hundred
# words each. Only what is common can be found in so little.

# %%
nk.compare(two, "n_words", by="source")[["source", "articles", "mean", "low", "high", "minimum", "maximum"]].round(1)

# %% [markdown]
# ## The words of each paper
#
# `nk.keyness` compares each paper with the other, word by word and phrase by phrase. By default it leaves out function
# words (*the*, *of*, *his*), since most questions are about topics.

# %%
key = nk.keyness(two, by="source")
columns = ["source", "term", "count", "reference_count", "articles", "reference_articles", "effect", "score", "fdr"]
key[key["score"] > 0].groupby("source").head(6)[columns].round(3)

# %% [markdown]
# - `count` and `reference_count`: uses in this paper and in the other. `articles`: in how many articles.
# - `effect`: how large the difference is, a log odds ratio. Of *cent*, e to the power of 2.0: seven times the odds.
# - `score`: how sure it is, the effect divided by its standard error.
# - `fdr`: about 1,300 terms are looked at, so some stand out by chance. Of all terms with an `fdr` of at most .05, about
#   5 % are false finds.
#
# One word, *cent*, is sure. All others, plausible as they look, may be chance: read them as ideas, not as results.
#
# With `stopwords=()` function words count, too. They are frequent, hence more of them are sure, and they tell how a paper
# writes rather than what about:

# %%
key = nk.keyness(two, by="source", stopwords=())
sure = key[(key["fdr"] <= 0.05) & (key["score"] > 0)]
sure[columns].round(3)

# %% [markdown]
# ## Other measures, other words
#
# Four measures answer four questions. G2 and chi-squared ask how sure a difference is, the log ratio how large it is, and
# the log odds (the default) lie between. The five highest of each, for the Ledger:

# %%
import pandas as pd

measures = {
    measure: nk.keyness(two, by="source", stopwords=(), measure=measure, top=5).query("source == @papers[1]")
    for measure in ["log_odds", "g2", "chi2", "log_ratio"]
}
pd.DataFrame({measure: table["term"].tolist() for measure, table in measures.items()})

# %% [markdown]
# The log ratio puts *Cascade* first, which the Comet never has. How much is that worth?

# %%
measures["log_ratio"][columns].round(3)

# %% [markdown]
# *Cascade* stands in two articles of the Ledger: it is the name in one story, not a word of the paper. A ratio needs a
# look at `articles` and `fdr` beside it. How evenly a word is spread, `nk.dispersion` tells: `dp` is 0 for a word that is
# spread over the articles as all words are, and near 1 for a word in few of them.

# %%
nk.dispersion(two, ["said", "which", "his", "per cent", "off", "Sir Rowan", "Cascade"]).round(2)

# %% [markdown]
# `nk.keyness` takes that into account: `z`, `p` and `fdr` are widened by how much a word's counts vary between articles.
# `dispersion=False` gives the formulas of the textbooks, which take words to be strewn at random.
#
# ## What would chance find?
#
# A check that fits every comparison: mix the papers' names at random and ask again. Whatever is found then is chance.

# %%
import numpy as np

rng = np.random.default_rng(1)
found = []
for _ in range(10):
    mixed = nk.keyness(two.assign(source=rng.permutation(two["source"])), by="source", stopwords=())
    found.append(int(((mixed["fdr"] <= 0.05) & (mixed["score"] > 0)).sum()))
print("sure terms with the names of the papers:", len(sure))
print("with the names mixed, ten times:        ", found)

# %% [markdown]
# ## What do the words mean there?
#
# A list of words invites stories about them. Before one is told, read the words in place. *off* in the Comet:

# %%
off = nk.kwic(two[two["source"] == papers[0]], "off", window=6, sort="left")
off.iloc[::5]

# %% [markdown]
# *off* is no one thing: it belongs to verbs of motion (*hauled off*, *fell off*), to which *up*, *down* and *got* fit. *which*
# in the Ledger opens a clause that defines what stands before it, and often follows a comma or a preposition:

# %%
which = nk.kwic(two[two["source"] == papers[1]], "which", window=6, sort="left")
which.iloc[::13]

# %% [markdown]
# ## Manner, or choice of stories?
#
# Two papers can differ in words because they write about different things. So look at what they write about. The sample
# corpus knows the story of each article (`gold_story`); with articles of your own, name the stories by their words,
# `nk.coverage(articles, {"strike": ["Pier 11", "dock* strike"]})`. Sections are no help here, since each paper cuts its
# own: the Ledger has Banking and Companies, the Comet has NEWS and MONEY.

# %%
stories = nk.coverage(two, stories="gold_story")
ax = nk.plot.coverage(stories)
ax.set_title("The Comet has the club, the Ledger the strike", loc="left")

# %% [markdown]
# How strong the pull of the story is shows in single articles: which other article has words most like its own? (Function
# words and words that stand in one article only do not count in `nk.similarity`.)

# %%
facts = same_stories[["id", "source", "gold_story"]]
nearest = nk.similarity(same_stories, top=1).merge(facts, left_on="a", right_on="id")
nearest = nearest.merge(facts, left_on="b", right_on="id", suffixes=("", "_nearest"))
print("articles:                     ", len(nearest))
print("nearest one on the same story:", (nearest["gold_story"] == nearest["gold_story_nearest"]).sum())
print("nearest one in the same paper:", (nearest["source"] == nearest["source_nearest"]).sum())

# %% [markdown]
# The story decides, every time; the paper matters little (of neighbours drawn at random among the articles on the same
# story, 24 would be of the same paper). So a comparison of two
# papers with different stories is first of all a comparison of stories. The remedy: compare them on the same ones. Does
# what was sure remain?

# %%
both = sure.merge(key_same, on=["source", "term"], suffixes=("", "_same"))
both[["source", "term", "effect", "effect_same", "score", "score_same", "fdr_same"]].round(3)

# %% [markdown]
# The effects hardly change, so these words are not due to the choice of stories. The scores fall, because there are fewer
# articles: four words are no longer sure, among them *company*. That is less proof, not disproof.
#
# What it does not rule out: that the papers tell *different sides* of a story (shareholders here, neighbours there), that
# kinds of article differ (the Ledger prints analyses), or that one author writes most of a paper. Each is a column to
# hold fixed in the same way, if there are enough articles.
#
# ## To report
#
# Rates with intervals, by paper, are easier to read than scores. Uses per thousand words, on the same stories; the interval
# minds that uses crowd in articles:

# %%
rates = nk.frequencies(same_stories, ["which", "per cent", "said", "his", "her", "off"], by="source")
ax = nk.plot.frequencies(rates, hue="source")
ax.set_title("Words that tell the papers apart, same stories", loc="left")

# %% [markdown]
# *her* was not among the sure words, and its intervals meet; but it leans the way of *his*. So the Comet writes of persons
# rather than of men. A word alone would have told half of that.
#
# ## Where to go next
#
# - Your own papers: `articles = nk.read("folder")`, then the same steps. Wire copy and text that a site puts below every article
#   are the first words that keyness finds, so begin with `nk.audit` (the notebook on the health of a corpus).
# - More than two papers: `nk.keyness(articles, by="source")` compares each with all others.
# - Before and after an event: any column can be `by=`.
# - Formulas, references and what misleads: the documentation on keyness and on words in context.
# - In what tone they write: the notebook on the tone of a story.
