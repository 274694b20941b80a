from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def in_a_loop():
    """Run a coroutine to its end in a thread of its own: a browser's test may have left a loop running in this one."""

    def run(coroutine):
        with ThreadPoolExecutor(1) as threads:
            return threads.submit(asyncio.run, coroutine).result()

    return run
