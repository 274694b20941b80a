from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newskit.plot.layout import layout

graphs = st.integers(2, 25).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda e: e[0] < e[1]), max_size=40),
    )
)


@settings(max_examples=40)
@given(graphs)
def test_every_node_has_a_place_of_its_own_and_the_same_every_time(graph):
    n, edges = graph
    places = layout(n, edges, np.linspace(0, 1, len(edges)))
    assert places.shape == (n, 2)
    assert np.isfinite(places).all()
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)[~np.eye(n, dtype=bool)]
    assert apart.min() > 0.02
    assert (places == layout(n, edges, np.linspace(0, 1, len(edges)))).all()


def test_nodes_with_an_edge_are_nearer_than_those_without():
    ring = [(i, (i + 1) % 12) for i in range(12)]
    places = layout(12, ring, [0.5] * 12)
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    tied = [apart[a, b] for a, b in ring]
    assert max(tied) < apart[0, 3]
    assert max(tied) == pytest.approx(min(tied), rel=0.1)


def test_strong_edges_are_shorter():
    places = layout(3, [(0, 1), (1, 2)], [1.0, 0.0])
    assert np.linalg.norm(places[0] - places[1]) < 0.6 * np.linalg.norm(places[1] - places[2])


def test_parts_that_nothing_ties_together_do_not_overlap():
    edges = [(0, 1), (1, 2), (2, 0), (3, 4), (5, 6), (6, 7)]
    places = layout(8, edges, [0.5] * 6)
    parts = [places[:3], places[3:5], places[5:]]
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            gap = np.maximum(one.min(axis=0) - other.max(axis=0), other.min(axis=0) - one.max(axis=0))
            assert gap.max() > 0.5


def test_no_nodes_and_no_edges_are_no_error():
    assert layout(0, [], []).shape == (0, 2)
    assert layout(1, [], []).tolist() == [[0, 0]] or np.isfinite(layout(1, [], [])).all()
