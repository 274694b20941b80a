"""Where the nodes of a network stand: near to those that they are tied to, the same every time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["layout"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_STEPS = 150
_STILL = 1e-5  # share of the stress that a step must save
# Room between parts that nothing ties together, in lengths of an edge: names lie across.
_BETWEEN = (1.5, 0.8)


def layout(n: int, edges: npt.ArrayLike, strengths: npt.ArrayLike) -> Floats:
    """Return places for nodes so that distances are as long as the shortest ways between them.

    Stress majorisation (Gansner, Koren and North 2005, "Graph drawing by stress majorization") from where classical
    scaling (Torgerson 1952) puts the nodes; nothing is drawn by lot, so that the same network has the same picture.
    Parts that nothing ties together are laid out by themselves and set beside each other, the largest first.

    Parameters
    ----------
    n
        The number of nodes.
    edges
        Two nodes for each edge.
    strengths
        How strong each edge is, from 0 to 1; strong ones are shorter.

    Returns
    -------
    numpy.ndarray
        A row for each node, in lengths of an edge.

    Examples
    --------
    >>> places = layout(3, [[0, 1], [1, 2]], [0.5, 0.5])
    >>> np.round(np.linalg.norm(places[0] - places[2]) / np.linalg.norm(places[0] - places[1]), 2)
    np.float64(2.0)
    """
    from scipy.sparse import csgraph, csr_matrix  # noqa: PLC0415 - takes as long to import as all of newskit

    pairs = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    lengths = 1.5 - np.clip(np.asarray(strengths, dtype=float), 0, 1)
    graph = csr_matrix((lengths, (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    _, part = csgraph.connected_components(graph, directed=False)
    members = [np.flatnonzero(part == number) for number in range(int(part.max(initial=-1)) + 1)]
    members.sort(key=lambda nodes: (-len(nodes), int(nodes[0])))
    boxes = []
    for nodes in members:
        away = csgraph.shortest_path(graph[nodes][:, nodes], directed=False)
        boxes.append(_turned(_settled(np.asarray(away, dtype=float))))
    places = np.zeros((n, 2))
    for nodes, own, corner in zip(members, boxes, _packed(boxes), strict=True):
        places[nodes] = own - own.min(axis=0) + corner
    return places


def _settled(away: Floats) -> Floats:
    """Return places whose distances are as near to `away` as they can be in a plane, short ones foremost."""
    n = len(away)
    if n < 3:
        return np.column_stack([np.arange(n) * away.max(initial=0), np.zeros(n)])
    places = _scaled(away)
    weights = 1 / np.where(away > 0, away, 1) ** 2
    np.fill_diagonal(weights, 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    before = np.inf
    for _ in range(_STEPS):
        apart = np.linalg.norm(places[:, None] - places[None], axis=2)
        stress = float((weights * (apart - away) ** 2).sum())
        if before - stress < _STILL * stress:
            break
        before = stress
        pull = -weights * away / np.where(apart > 1e-9, apart, 1e-9)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    return places


def _scaled(away: Floats) -> Floats:
    """Return the places of classical scaling, shaken a little by rule, so that no two nodes stand on one another."""
    n = len(away)
    centring = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-0.5 * centring @ away**2 @ centring)
    vectors = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0))
    # Which way an axis points is for the solver to choose; here its largest entry is positive.
    largest = np.abs(np.round(vectors, 9)).argmax(axis=0)
    scaled = np.asarray(vectors * np.where(vectors[largest, [0, 1]] < 0, -1, 1), dtype=np.float64)
    angle = np.arange(n) * 2.399963  # the golden angle: no direction comes twice
    shaken = 0.03 * away.max() * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.asarray(scaled + shaken, dtype=np.float64)


def _turned(places: Floats) -> Floats:
    """Return places turned so that the longer way lies across, since pictures are wider than high."""
    centred = places - places.mean(axis=0)
    if len(places) < 3:
        return np.asarray(centred, dtype=np.float64)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes.T
    largest = np.abs(np.round(turned, 9)).argmax(axis=0)
    return np.asarray(turned * np.where(turned[largest, [0, 1]] < 0, -1, 1), dtype=np.float64)


def _packed(boxes: list[Floats]) -> list[Floats]:
    """Return the lower left corner of each box: in rows from the top, as wide as makes the whole wider than high."""
    sizes = [np.ptp(box, axis=0) + _BETWEEN for box in boxes]
    if not sizes:
        return []
    wide = max(sizes[0][0] * 1.5, float(np.sqrt(1.8 * sum(size[0] * size[1] for size in sizes))))
    corners, x, y, high = [], 0.0, 0.0, 0.0
    for width, height in sizes:
        if x and x + width > wide:
            x, y, high = 0.0, y - high, 0.0
        corners.append(np.array([x, y - height]))
        x, high = x + width, max(high, height)
    return corners
