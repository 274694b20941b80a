"""For tests and doctests alike: what one of them registers is forgotten before the next."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from newskit.features.registry import REGISTRY
from newskit.read import registry as readers


@pytest.fixture(autouse=True)
def _own_registries() -> Iterator[None]:
    features, formats = set(REGISTRY), dict(readers._FORMATS)  # noqa: SLF001 - put back as it was
    yield
    if "matplotlib.pyplot" in sys.modules:  # an example has no reason to close what it draws
        sys.modules["matplotlib.pyplot"].close("all")
    for name in set(REGISTRY) - features:
        REGISTRY.remove(name)
    readers._FORMATS.clear()  # noqa: SLF001
    readers._FORMATS.update(formats)  # noqa: SLF001
