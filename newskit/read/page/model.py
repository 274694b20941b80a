"""The model that says what each block of a page is: weights as JSON, NumPy to apply them.

Six answers a block (`LABELS`), each a probability of its own. A first stage sees a block and its neighbours; a second
one also sees what the first said of the whole page: how far the likeliest headline is, where the story begins and ends.
Each stage is the mean of logistic regressions, which can be read column by column, and of small networks.
``scripts/train_pages.py`` trains it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from newskit.read.page.lines import shifted, within

__all__ = ["LABELS", "PageModel", "Stage", "load_model", "relative"]

Array = npt.NDArray[np.float32]
LABELS = ("title", "standfirst", "body", "caption", "byline", "date")
TITLE, STANDFIRST, BODY, CAPTION, BYLINE, DATE = range(6)
_CLIP = 5.0
_GAP = 6


def _sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))), dtype=np.float32)


@dataclass(slots=True)
class Stage:
    """One stage: features in, a probability for each label out.

    Parameters
    ----------
    mean, scale
        What evens the columns out.
    weights, bias
        The logistic regressions, a column a label.
    nets
        The networks: weights and biases of the hidden layer, then of the output.
    """

    mean: Array
    scale: Array
    weights: Array
    bias: Array
    nets: list[tuple[Array, Array, Array, Array]]
    _inner: Array = field(init=False)
    _inner_bias: Array = field(init=False)

    def __post_init__(self) -> None:
        empty = np.zeros((len(self.mean), 0), np.float32)
        self._inner = np.hstack([empty, *(inner for inner, _, _, _ in self.nets)])
        self._inner_bias = np.hstack([empty[0], *(bias for _, bias, _, _ in self.nets)])

    def probabilities(self, features: Array) -> Array:
        """Return a row a block, a column a label."""
        even = np.clip((features - self.mean) * self.scale, -_CLIP, _CLIP)
        plain = _sigmoid(even @ self.weights + self.bias)
        if not self.nets:
            return plain
        hidden = np.maximum(even @ self._inner + self._inner_bias, 0)
        size = self.nets[0][0].shape[1]
        answers = [
            _sigmoid(hidden[:, i * size : (i + 1) * size] @ out + bias) for i, (_, _, out, bias) in enumerate(self.nets)
        ]
        deep = np.mean(answers, axis=0)
        made = (plain + deep) / 2
        made[:, CAPTION] = plain[:, CAPTION]  # alone it leaves fewer captions in the body
        made[:, BODY] = (plain[:, BODY] + 2 * deep[:, BODY]) / 3
        return np.asarray(made, dtype=np.float32)


def relative(first: Array) -> Array:
    """Return what the first stage's answers say of the page around each block.

    Parameters
    ----------
    first
        Its probabilities, a row a block.
    """
    n = len(first)
    index = np.arange(n, dtype=np.float32)
    title = int(first[:, TITLE].argmax())
    body = np.flatnonzero(first[:, BODY] > 0.5)
    start, end = (int(body[0]), int(body[-1])) if len(body) else (n, n)
    from_title = within(index - title, 15)
    columns: list[Any] = [
        *(from_title / 5, np.abs(from_title) / 5, index == title, within(index - start, 15) / 5),
        *(within(index - end, 15) / 5, (index >= start) & (index <= end), (index > title) & (index < start)),
        *(first[title, TITLE], min(max(start - title, -5), 25) / 10),
    ]
    for label in (BYLINE, DATE):
        best = int(first[:, label].argmax())
        away = within(index - best, 10)
        columns += [away / 5, np.abs(away) / 5, first[:, label] / max(float(first[best, label]), 1e-3)]
    ranked = first[:, [TITLE, BYLINE, DATE]]
    ranks = np.empty(ranked.shape, dtype=np.float32)
    np.put_along_axis(ranks, np.argsort(-ranked, 0, kind="stable"), index[:, None], 0)
    columns += [*(np.minimum(ranks, 10) / 10).T]
    sums = np.concatenate([[0], np.cumsum(first[:, BODY])])
    steps = np.arange(n)
    for reach in (2, 6, 15):
        near = sums[np.minimum(steps + reach + 1, n)] - sums[np.maximum(steps - reach, 0)]
        columns.append(near / (2 * reach + 1))
    made = np.empty((n, len(columns)), dtype=np.float32)
    for number, values in enumerate(columns):
        made[:, number] = values
    neighbours = [shifted(first, by) for by in (-2, -1, 1, 2)]
    return np.hstack([made, _clusters(first[:, BODY], title), *neighbours, np.log(first + 1e-4) / 3])


def _clusters(body: Array, title: int) -> Array:
    """Return where each block stands among the page's stretches of prose: a page's comments and teasers are others.

    Stretches are parted by `_GAP` blocks that are no prose; the story is most often the first below the headline.
    """
    n = len(body)
    index = np.arange(n)
    sure = np.flatnonzero(body > 0.5)
    if not len(sure):
        return np.zeros((n, 8), np.float32)
    gaps = np.diff(sure)
    number = np.concatenate([[0], np.cumsum(gaps > _GAP)])
    begins = sure[np.concatenate([[True], gaps > _GAP])]
    mine = np.maximum(np.searchsorted(begins, index, side="right") - 1, 0)
    weight = np.bincount(number, weights=body[sure], minlength=len(begins))
    first = int(np.searchsorted(begins, title, side="right"))
    first = first if first < len(begins) else 0
    start = int(begins[first])
    other = np.concatenate([[0], np.cumsum(1 - body)])[:-1]
    since = other - other[start]
    longest = np.zeros(n)
    longest[sure[1:]] = gaps - 1
    longest[:start] = 0
    made = np.empty((n, 8), dtype=np.float32)
    made[:, 0] = mine == first
    made[:, 1] = weight[mine] == weight.max()
    made[:, 2] = weight[mine] / weight.sum()
    made[:, 3] = np.minimum(np.maximum(mine - first, -3), 3) / 3
    made[:, 4] = np.sign(since) * np.log1p(np.abs(since)) / 3
    made[:, 5] = np.log1p(np.maximum.accumulate(longest)) / 3
    made[:, 6] = weight[first] / weight.sum()
    made[:, 7] = min(len(begins), 8) / 8
    return made


@dataclass(slots=True)
class PageModel:
    """Both stages."""

    first: Stage
    second: Stage

    def probabilities(self, features: Array) -> Array:
        """Return a row a block, a column a label of `LABELS`."""
        before = self.first.probabilities(features)
        after = self.second.probabilities(np.hstack([features, relative(before)]))
        after[:, BODY] = (before[:, BODY] + after[:, BODY]) / 2
        return after

    def to_json(self) -> str:
        """Return the weights as JSON, four digits each."""

        def short(values: Any) -> Any:
            if isinstance(values, (list, tuple, np.ndarray)):
                return [short(value) for value in values]
            return float(f"{values:.3g}")

        stages = [
            {
                "mean": short(stage.mean),
                "scale": short(stage.scale),
                "weights": short(stage.weights),
                "bias": short(stage.bias),
                "nets": short(stage.nets),
            }
            for stage in (self.first, self.second)
        ]
        return json.dumps(stages, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> PageModel:
        """Return the model that `to_json` wrote."""

        def numbers(values: Sequence[Any]) -> Array:
            return np.asarray(values, dtype=np.float32)

        stages = []
        for part in json.loads(text):
            nets = [(numbers(a), numbers(b), numbers(c), numbers(d)) for a, b, c, d in part["nets"]]
            mean, scale, weights, bias = (numbers(part[name]) for name in ("mean", "scale", "weights", "bias"))
            stages.append(Stage(mean, scale, weights, bias, nets))
        return cls(*stages)


@cache
def load_model(kind: str) -> PageModel:
    """Return the weights that ship with newskit for ``"text"`` or ``"html"``."""
    path = files("newskit.read.page").joinpath("weights", f"{kind}.json")
    return PageModel.from_json(path.read_text(encoding="utf-8"))
