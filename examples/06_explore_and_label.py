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
# # Explore and label: who puts a person into the headline?
#
# *A strike, a ferry on the rocks, a flooded town: which papers tell it as something that happened to somebody?* Machines
# do not know what we mean by that, so we look for the articles, read some, and label their headlines ourselves: one key
# a headline. What comes out at the end stands here first:

# %%
import newskit as nk

articles = nk.load_sample()
QUERY = "(strike OR ferry OR storm OR flood*) -lang:ko"
found = articles[nk.SearchIndex(articles).matches(QUERY)]
labels = nk.label(found, ["person", "other"], on="title", path="06_labels.jsonl").labels
found = found.assign(person=labels.eq("person"))
shares = nk.compare(found, "person", by="source")

ax = nk.plot.compare(shares)
ax.set_title("About a third of the headlines single out a person;\nno paper differs from the rest for sure", loc="left")

# %% [markdown]
# The people, outlets and events in these articles are invented; the headlines were labelled by one reader.
#
# ## Explore
#
# `nk.explore` shows what is in a table: search as you type, filters with counts, a time line to drag over, a list, and the
# article with what was found marked in it. In a notebook that is not running you see how it stood, without its controls.
# Press `?` in it for its keys.

# %%
explorer = nk.explore(articles, "ferry", highlight=["query", "sentiment"])
explorer

# %% [markdown]
# What you do there, code can see; what code sets, you see there. `.selection` are the articles listed, an ordinary table.

# %%
explorer.query = QUERY
explorer.period = ("2025-03", "2025-08")
explorer.selection.groupby("source").size().rename("articles").to_frame()

# %% [markdown]
# The brackets and the minus are those of `nk.search`. It takes one look to see what else such a query finds: a rent strike,
# someone who storms off a stage, a satellite that looks at storms.

# %%
explorer.query = "(strike OR storm*) -wenna -busan -lang:ko"
explorer.period = None
explorer.selection[["source", "title"]].head(8)

# %% [markdown]
# We keep them: the question is about headlines, not about storms. Whoever counts storms should not.
#
# Anything that gives words can be marked in the articles: a column, a feature, a function of your own. What gives numbers is
# told above the text. Filters on the columns of such features come along.

# %%
@nk.feature
def speakers(text: str) -> list[str]:
    """Names that stand right before or behind 'said'."""
    import re

    name = r"[A-Z]\w+(?: [A-Z]\w+)+"
    return re.findall(rf"{name}(?=,? said)|(?<=said ){name}", text)


measured = found.join(nk.extract(found, ["n_words", speakers]))
explorer = nk.explore(measured, facets=["source", "n_words", "speakers"], highlight=["speakers", "n_words"])
explorer.filters = {"n_words": [(600, None)]}
explorer

# %% [markdown]
# ## Label
#
# `nk.label` shows one headline at a time; here `1` is *person*, `2` is *other*, `u` takes the last one back. Each decision is
# written to the file at once, and the next session goes on where this one stopped. The file lies beside this notebook. The
# rule: *person* if somebody is singled out, by name, by role (*a driver*), or by being quoted; a crowd (*dockers*) or a body
# (*the union*) is *other*. Write your rule down before you begin; you will have changed it silently otherwise.

# %%
labelling = nk.label(found, ["person", "other"], on="title", about=[], path="06_labels.jsonl")
labelling

# %% [markdown]
# `about=[]` keeps the outlet out of sight, so that knowing the paper does not sway who labels. `.labelled` is the table with a
# column of labels.

# %%
labelling.labelled.sort_values("label").groupby("label").head(3)[["label", "source", "title"]]

# %%
labelling.counts

# %% [markdown]
# ## Answer
#
# `nk.compare` takes a column of true and false as a share: each paper's with its interval, and how far it lies from all
# the others.

# %%
shares[["source", "n", "share", "low", "high", "difference", "p_adjusted"]].round(2)

# %% [markdown]
# With a dozen headlines a paper the intervals are wide: the broadcaster's share could be a quarter or three quarters. To tell
# a share of .55 from one of .30 takes about sixty headlines of each paper (at four chances in five, 5 % error); a number worth
# knowing before labelling begins.
#
# ## Could a classifier go on from here?
#
# Seventy-six labels are few. `nk.learning_curve` fits on part of them, tests on the rest, and says what more would buy.

# %%
done = labelling.labelled
curve = nk.learning_curve(nk.SentimentClassifier(on="title"), done, done["label"], progress=False)
print(curve.attrs["note"])
curve.round(2)

# %% [markdown]
# Always to say *other* would have a macro F1 of .39, so something is learned, but how much, seventy-six labels cannot say: look
# at the interval. The classifier was made for tone; a feature of the question's own, such as whether there are quotation
# marks or a role in the headline, would be the next thing to try; the notebook *Your own feature* shows how. If labelling
# goes on, the headlines of which the classifier is least sure teach it the most:

# %%
model = nk.SentimentClassifier(on="title").fit(done, done["label"])
rest = articles[nk.SearchIndex(articles).matches("-lang:ko") & ~articles["id"].isin(done["id"])]
nk.label(rest, ["person", "other"], on="title", order="unsure", model=model).current["title"]

# %% [markdown]
# ## Where to go next
#
# - Two people should label the same fifty, each with `annotator="name"`: `docs` on labelling show Cohen's kappa. One
#   reader's labels are one reader's opinion.
# - `nk.explore(articles, timezone="Asia/Seoul")` begins its days in Seoul; `date="updated"` draws another column.
# - The same query works in `nk.search`, and `nk.SearchIndex(articles).matches(query)` makes a filter of it.
