"""Waiting for what somebody else does."""

import asyncio
from collections.abc import Callable


async def until(true: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)
