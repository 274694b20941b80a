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
# # Headlines against their articles
#
# *Are headlines darker than what stands below them, and at which papers?* Headlines are what most readers read, so the
# question is worth a careful answer. The chart that we end with comes first. It has a third row, because a headline is
# one sentence and an article is many: the first sentence of the text is the fairer rival.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import newskit as nk

articles = nk.load_sample(gold=True)
articles = articles[nk.extract(articles, "language", progress=False)["language"] == "en"].reset_index(drop=True)
tone = nk.extract(articles, ["title_sentiment", "sentiment", "sentiment_gap"], progress=False)
articles = articles.join(tone)
sentences = nk.sentiment(articles, on="sentences", lang="en")
articles["first_sentence"] = articles["id"].map(sentences.groupby("id")["sentiment"].first())

names = {"title_sentiment": "headline", "first_sentence": "first sentence", "sentiment": "whole article"}
parts = articles.melt("id", list(names), var_name="part", value_name="tone").replace({"part": names})
tones = nk.compare(parts, "tone", by="part", reference="headline").sort_values("mean")
tones.attrs.clear()  # else the mean of all three would be drawn as well
ax = nk.plot.compare(tones, sort=False, color="#0072b2")
ax.axvline(0, color="0.5", linewidth=0.8)
ax.set_xlabel("mean tone of 240 articles")
ax.set_title("Headlines are darker than articles, but hardly than first sentences", loc="left");

# %% [markdown]
# The people, outlets and events in these articles are invented. What differs between the outlets differs because it was
# written so. The sample can show how such a question is answered, and where the answer misleads.
#
# ## The measure
#
# `sentiment` is the mean tone of an article's sentences from -1 to 1, `title_sentiment` that of the headline, and
# `sentiment_gap` the second less the first: below zero, the headline is darker. It is the tone of what is told. A sober
# headline about a flood is dark. `n_scored` counts the words and phrases that have a tone; `low` and `high` say how far
# a single score can be trusted. On the mean over all articles:

# %%
headlines = nk.sentiment(articles, on="title", lang="en")
texts = nk.sentiment(articles, lang="en").assign(source=articles["source"])
columns = ["sentiment", "low", "high", "n_words", "n_sentences", "n_scored"]
pd.DataFrame({"headline": headlines[columns].mean(), "article": texts[columns].mean()}).round(2)

# %% [markdown]
# A headline has fewer than two such words. Its interval spans most of the scale, and no single headline should be judged
# by its score. What can be judged are means over many.
#
# ## By outlet
#
# Two steps, as everywhere: a table, then its picture.

# %%
gaps = nk.compare(articles, "sentiment_gap", by="source")
gaps[["source", "n", "mean", "low", "high", "hedges_g", "p", "p_adjusted"]].round(2)

# %%
ax = nk.plot.compare(gaps)
ax.axvline(0, color="0.5", linewidth=0.8)
ax.set_title("No outlet's gap differs from the others' beyond chance", loc="left");

# %% [markdown]
# All dots are hollow: with seven outlets tested, none lies surely apart from the rest. The Quayside comes closest (p =
# .01 by itself, .07 when one minds that seven were tried). It would be wrong to report it alone, and as wrong to
# report that the outlets are alike: intervals of ±.1 leave room for much.
#
# ## Article by article
#
# Each dot is an article, on the line where headline and article sound the same.

# %%
ax = nk.plot.sentiment(texts, against=headlines, hue="source", ax=plt.figure(figsize=(7.5, 4.5)).subplots())
ax.set_title("Headlines use the whole scale, articles a small part of it", loc="left");

# %% [markdown]
# The picture shows what the means hide. Articles crowd near zero, because the ups and downs of 25 sentences cancel out.
# Headlines lie at zero, where no word of them has a tone, or far from it. So the gap is hardly a comparison: it is the
# headline's score over again, as the last column shows.

# %%
columns = ["title_sentiment", "first_sentence", "sentiment", "sentiment_gap"]
articles[columns].astype(float).corr().round(2)

# %% [markdown]
# ## A fairer rival
#
# The first sentence is one sentence like the headline, and mostly tells the same. Against it the gap is smaller. And how
# sure is that? Articles about one storm share its tone, so it is stories that are drawn again here and not articles.

# %%
stories = articles["gold_story"].fillna(articles["gold_duplicates"]).fillna(articles["id"])


def mean_over_stories(values, draws=2000):
    """Return the mean, and its 95 % interval when whole stories are drawn again."""
    sums = values.astype(float).groupby(stories).agg(["sum", "count"]).to_numpy(dtype=float)
    drawn = np.random.default_rng(0).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), draws) @ sums
    return sums[:, 0].sum() / sums[:, 1].sum(), *np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])


to_first = articles["title_sentiment"] - articles["first_sentence"]
pd.DataFrame(
    {"headline less article": mean_over_stories(articles["sentiment_gap"]),
     "headline less first sentence": mean_over_stories(to_first)},
    index=["mean", "low", "high"],
).T.round(2)

# %% [markdown]
# Half of the gap is gone, and the rest may be nothing: the interval reaches zero. That headlines are darker than their
# articles is true of this corpus. That editors darken them is another claim, and for that the evidence is thin.
#
# ## The same events
#
# An outlet that covers more floods has darker headlines. So compare within stories: from each headline take the mean of
# all headlines of its story. Stories of a single outlet cannot be compared and drop out.

# %%
grouped = articles.groupby(stories)
several = articles[grouped["source"].transform("nunique") > 1].copy()
several["within_story"] = several["title_sentiment"] - grouped["title_sentiment"].transform("mean")
within = nk.compare(several, "within_story", by="source")
within[["source", "n", "mean", "low", "high", "p_adjusted"]].round(2)

# %% [markdown]
# The order is roughly the same, so it was not only the choice of stories that made it. The Quayside is again the
# brightest and again not surely so (p = .06). Each headline is part of the mean that it is compared with, so these
# differences are a little too small.
#
# ## What does differ
#
# Tone has a sign and a size. Two papers whose headlines are equally dark on the mean can differ in how loud they are.
# A feature of a feature measures it. The other columns are the share of headlines without a single word that has a
# tone, the share of capitals among the letters, and the share of questions.

# %%
@nk.feature
def title_loudness(title_sentiment: float) -> float:
    """How far from neutral the headline is, 0 to 1."""
    return abs(title_sentiment)


measured = articles.join(nk.extract(articles, [title_loudness, "title_capitals", "title_question"], progress=False))
measured["no_word"] = (headlines["n_scored"] == 0).to_numpy()
loud = nk.compare(measured, "title_loudness", by="source")
table = loud[["source", "n"]].assign(loudness=loud["mean"], p_adjusted=loud["p_adjusted"])
for name, value in {"no_word": "share", "title_capitals": "mean", "title_question": "share"}.items():
    table[name] = nk.compare(measured, name, by="source")[value]
table.round(3)

# %%
ax = nk.plot.compare(loud)
ax.set_title("The Quayside's headlines are the quietest", loc="left");

# %% [markdown]
# Here is a difference that chance hardly explains; it holds within stories as well (p = .002). Nearly half of the
# Quayside's headlines have no word with a tone: "Thirty-four days on Pier 11", "A bank for a pound, and it came with
# the pens". This also explains why its gap was the smallest. It is not a cheerful paper but a quiet one. The tabloid
# is loud in capitals only: a third of its letters, against a twentieth elsewhere. Its tone is no louder than that of
# the wire agency.
#
# ## Read the extremes
#
# Before a number is believed, read the articles where it is largest. This finds what is interesting and, as often,
# what is wrong.

# %%
extremes = articles.sort_values("sentiment_gap")[["sentiment_gap", "source", "gold_sentiment", "title"]]
with pd.option_context("display.max_colwidth", 100):
    display(pd.concat([extremes.head(5), extremes.tail(5)]).round(2))

# %% [markdown]
# The darkest headlines are right: floods, injuries, thieves. So is the pill at the other end. But two of the five
# brightest headlines tell of a rocket that was lost, and the label that its writer set (`gold_sentiment`, -2 to 2)
# says so. Why?

# %%
exploding = articles.loc[articles["title"].str.contains("rocket explodes"), "title"].iloc[0]
nk.explain_sentiment(exploding)

# %% [markdown]
# "Rocket" and "explode" are in the lexicon as movements as well: prices rocket, demand explodes. Next to a number, "71
# seconds", the rule takes them for a rise. In news about rockets that is wrong. With a table of terms you take out what
# does not suit your corpus, here both as `kind="movement"`; as words they stay. (A dict, `{"rocket": None}`, would take
# a word out altogether.)

# %%
mend = pd.DataFrame({"term": ["rocket", "explodes"], "valence": [None, None], "kind": "movement"})
print(nk.explain_sentiment(exploding, lexicon=mend))
mended = nk.sentiment(articles, on="title", lang="en", lexicon=mend)
print(f"{(mended['sentiment'] != headlines['sentiment']).sum()} headlines changed,",
      f"their mean over all from {headlines['sentiment'].mean():.3f} to {mended['sentiment'].mean():.3f}")

# %% [markdown]
# Two headlines out of 240 change the mean by .01. That is what makes means over many articles sturdier than any single
# score. But whoever studies rockets would have got a wrong answer from each of them.
#
# ## Does it agree with a reader?
#
# Each sample article carries one overall judgement from -2 to 2, set by whoever wrote it. Pearson's r with it:

# %%
truth = articles["gold_sentiment"].astype(float)
pd.DataFrame({"r with the judgement": articles[list(names)].astype(float).corrwith(truth).rename(names)}).round(2)

# %% [markdown]
# Weakly. Headlines agree with the judge a little (an r from 240 articles is uncertain by about .12 either way), first
# sentences and whole articles of this corpus do not agree measurably. Its prose tells concrete things with few words
# that have a tone, and the judge judged what happened. On other headlines the measure does better (r .76 on 250 that
# its rules were developed on; see *Sentiment* in the documentation). So the answer to the question holds for the
# measure, and for what people feel only as far as the measure agrees with them. For a claim about your own corpus,
# label a hundred headlines and look.
#
# ## Where to go next
#
# - `nk.sentiment_thresholds` finds the thresholds that suit labels of yours, and `nk.SentimentClassifier` learns from them.
# - `nk.target_sentiment` asks in what light a person stands, which a headline's tone does not tell.
# - A gap over time is `nk.trend(articles, "sentiment_gap", by="source")`, with the same warnings.
# - With your own articles there is no `gold_story`. Make a column of stories from names or searches, and remove copies of
#   wire reports first (`nk.audit`): the same headline in five papers is one observation.
