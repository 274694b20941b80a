from __future__ import annotations

import pytest

from newskit.features.registry import REGISTRY


@pytest.fixture(autouse=True)
def clean_registry():
    """Forget the features that a test registers, and those of the docstrings that ran before it."""
    for name in [name for name in REGISTRY if not REGISTRY[name].__module__.startswith("newskit.features.builtin")]:
        REGISTRY.remove(name)
    before = set(REGISTRY)
    yield
    for name in set(REGISTRY) - before:
        REGISTRY.remove(name)
