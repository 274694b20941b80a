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
# # How did the tone of a story change, and toward whom?
#
# In March an asthma pill is hailed. In June nine patients of its trial have liver injuries. In September it is
# approved, at a price that few can pay. Does sentiment show that turn? The chart that we end with comes first:

# %%
import pandas as pd

import newskit as nk

articles = nk.load_sample(gold=True)
english = articles[articles["source"] != "미르내일보"]
english = english.join(nk.extract(english, ["title_sentiment", "sentiment"], progress=False))
pill = english[english["gold_story"] == "drug"].sort_values("published")
tones = {"headlines": pill["title_sentiment"], "whole texts": pill["sentiment"], "labels": pill["gold_sentiment"] / 2}
scored = pd.concat([pill.assign(scored=name, tone=tone.astype(float)) for name, tone in tones.items()])
quarterly = nk.trend(scored, "tone", by="scored", freq="Q", start="2025-03", end="2025-09")

colours = {"headlines": "#0072b2", "whole texts": "#d55e00", "labels": "#555555"}
ax = nk.plot.trend(quarterly, hue="scored", palette=colours)
ax.set_title("An asthma pill: the headlines turn, the texts do not", loc="left")

# %% [markdown]
# The *labels* are what those who wrote these invented articles thought of their tone, -2 to 2, here halved. The
# headlines follow them. The scores of the whole texts stay where they are. Bands are 95 % intervals, and with 2, 8
# and 5 articles they are wide; that of March even leaves the scale of -1 to 1, since Student's interval knows no end
# of a scale.
#
# The rest of this notebook is about how far such a chart can be trusted. The answer here is: headlines a little,
# whole texts and single persons not. On other news it may be better or worse, and the last steps tell how to find
# out.
#
# ## The articles

# %%
columns = ["published", "source", "title", "gold_sentiment", "title_sentiment", "sentiment"]
pill[columns].round({"title_sentiment": 2, "sentiment": 2})

# %% [markdown]
# Two of the articles of 11 June are a wire's text under another headline, one cut, one with a local lead. Copies make
# intervals too narrow. `nk.audit` finds the second one; the first is too short to look alike.
#
# ## What a score is
#
# `nk.sentiment` scores texts, headlines or sentences: the words of a lexicon, after negation, direction ("cuts
# attacks" is good) and contrast had their say. `low` and `high` say how sure the mean of so few sentences is. One
# headline is one sentence, so its interval covers nearly everything: never interpret a single one.

# %%
headlines = nk.sentiment(pill, on="title")
headlines[["sentiment", "low", "high", "label", "n_scored"]].round(2).head(6)

# %% [markdown]
# Why has a headline its score? `nk.explain_sentiment` takes it apart; the contributions sum up to the score.

# %%
nk.explain_sentiment(pill["title"].iloc[0])

# %%
print("\n".join(f"{title}\n   {nk.explain_sentiment(title)}" for title in pill["title"].iloc[[4, 5, 12, 13]]))

# %% [markdown]
# Right, for good reasons. But see where it fails: *Nine patients, $6.1bn* tells of a disaster without one bad word, and
# *ask for liver warning* counts for more than the advisers' yes. *asthma* counts as bad in praise as in blame.
#
# ## Headlines and texts
#
# A text's score is the mean of its sentences, most of which report without a rated word. So it lies near zero, whatever
# happened, while a headline squeezes the news into a few strong words.

# %%
ax = nk.plot.sentiment(nk.sentiment(pill), against=headlines)
ax.set_title("Headlines spread widely, texts hardly at all", loc="left")

# %% [markdown]
# ## Does it agree with people?
#
# The pill was chosen because its tone turns, so agreement on it flatters the method. Look at all 240 English articles:
# the mean score of the headlines of each label, from very bad (-2) to very good (2).

# %%
agreement = nk.compare(english, "title_sentiment", by="gold_sentiment")
ax = nk.plot.compare(agreement, sort=False)
ax.set_title("Headlines tell the worst from the best, but little between", loc="left")
ax.set_ylabel("label")

# %%
import numpy as np


def with_interval(scores, labels):
    """Pearson's r with its 95 % interval (Fisher 1921)."""
    r = scores.astype(float).corr(labels.astype(float))
    low, high = np.tanh(np.arctanh(r) + np.array([-1.96, 1.96]) / np.sqrt(len(scores) - 3))
    return {"articles": len(scores), "r": r, "low": low, "high": high}


of_story = {"all articles": english}
of_story |= {story: part for story, part in english.groupby("gold_story") if len(part) >= 10}
agree = {
    on: pd.DataFrame({story: with_interval(part[on], part["gold_sentiment"]) for story, part in of_story.items()}).T
    for on in ["title_sentiment", "sentiment"]
}
pd.concat(agree, axis=1).round(2)

# %% [markdown]
# On all articles r is .27 for headlines, and .06 for whole texts, which may be nothing at all. On real news that
# people have labelled, newskit reaches .58 to .76 (see the documentation on sentiment): sentences of the New York
# Times, headlines, business news. The difference has reasons. These articles tell facts rather than use words that
# rate ("water entered 1,400 homes"), and their labels stand for the whole event, by one judge only. Your news may be
# like these, so label a hundred or two of your own articles before you publish a curve.
#
# The headlines on the pill reach .75, those on the rocket -.61. Such is the luck of small numbers: of a dozen
# stories, one always looks good. We knew the labels and picked it; that is how a method looks better than it is.
#
# ## Thresholds
#
# Negative and positive begin at -.05 and .05. With labels, `nk.sentiment_thresholds` finds the cuts that fit them
# best. They have to be tried on articles that they were not made on, so here all other stories make them and the pill
# tries them.

# %%
others = english[~english["id"].isin(pill["id"])]
cuts = nk.sentiment_thresholds(others["title_sentiment"], others["gold_sentiment"])
truth = np.sign(pill["gold_sentiment"].astype(int)).map({-1: "negative", 0: "neutral", 1: "positive"})
right = {
    name: (nk.sentiment(pill, on="title", thresholds=used)["label"].to_numpy() == truth.to_numpy()).sum()
    for name, used in {"usual": None, "fitted": cuts}.items()
}
print(f"cuts: {cuts.negative:.3f}, {cuts.positive:.3f}; macro F1 on the articles that made them: {cuts.macro_f1:.2f}")
print(f"of {len(pill)} headlines on the pill, right with usual thresholds: {right['usual']}, fitted: {right['fitted']}")

# %% [markdown]
# Nothing gained, so keep the usual ones. To count labels is to throw away what a score says, too: prefer means with
# intervals.
#
# ## Is the turn more than chance?
#
# `nk.compare` sets each quarter beside the second one, with the difference and its interval. Of the headlines it is
# sure enough, for so few articles (Welch's test, adjusted for two comparisons):

# %%
turn = nk.compare(
    pill.assign(quarter=pill["published"].dt.quarter), "title_sentiment", by="quarter", reference=2
)
turn[["quarter", "articles", "mean", "difference", "difference_low", "difference_high", "p_adjusted"]].round(3)

# %% [markdown]
# ## Toward whom?
#
# `nk.target_sentiment` weighs the words near each mention of a name. A dict gives a target its names; with `by=` or
# `freq=` a row is a group or period. Blue is good, orange is bad, a ring may well be chance:

# %%
targets = {
    "Respivar (the pill)": ["Respivar"],
    "Corvane (the maker)": ["Corvane Therapeutics", "Corvane"],
    "Elaine Stroud-Okafor (its head)": ["Elaine Stroud-Okafor"],
    "patients": ["patient", "patients"],
}
portrayed = nk.target_sentiment(pill, targets, freq="Q")
ax = nk.plot.target_sentiment(portrayed)
ax.set_title("Eleven of twelve are rings: no verdict", loc="left")

# %% [markdown]
# Only for the patients of the second quarter is there a tone that is hardly chance, and it is bad news *for* them,
# not blame. The measure says in what light somebody stands, not who is at fault. Read where it comes from, above all
# when it surprises. In June, in the Comet's article on the liver injuries, the pill comes out well:

# %%
peril = pill[pill["title"].str.startswith("PILL PERIL")].iloc[0]
nk.explain_sentiment(peril["text"], targets["Respivar (the pill)"])

# %% [markdown]
# It was *cheered* once and is under a dark cloud now: the words are found, the time is not understood. How often is
# it right? The sample has labels for the main actors of each article:

# %%
labels = pd.DataFrame(
    [
        {"id": article, "target": name, "gold": tone}
        for article, actors in zip(english["id"], english["gold_actors"])
        for name, tone in actors.items()
    ]
)
toward = nk.target_sentiment(english, sorted(labels["target"].unique()))
both = labels.merge(toward, on=["id", "target"]).dropna(subset="sentiment")
{name: round(value, 2) for name, value in with_interval(both["sentiment"], both["gold"]).items()}

# %% [markdown]
# That is no agreement worth the name: in these articles the matrix above would be decoration. (On sentences of real
# political and business news, labelled toward a target, it reaches .58 and .64.) What helps is labels:
# `nk.TargetSentimentClassifier` learns from them.
#
# ## Where to go next
#
# - With your own news: draw 200 articles by chance, label them, and run the cells under *Does it agree with people?*
#   on them. If r is low on whole texts, use headlines or the first sentences, or train `nk.SentimentClassifier` on
#   the labels.
# - Compare outlets on the same story only. A month of floods makes every paper gloomy.
# - A month with two articles is an anecdote. `rolling=3` in `nk.trend` pools periods.
# - The rules, the lexicon, other languages, and measured accuracy: the documentation on sentiment.
# - Headlines against their articles, outlet by outlet: the notebook on headlines.
