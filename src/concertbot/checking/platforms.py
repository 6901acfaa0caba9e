"""What each platform answers."""

import asyncio
import importlib
from collections.abc import AsyncIterator

from concertbot import adapters
from concertbot.domain.port import Adapter, Finding
from concertbot.domain.reach import Reach
from concertbot.settings import Settings, SettingsError

PATIENCE = 30.0  # seconds for each


async def look_at_platforms(reach: Reach) -> AsyncIterator[Finding]:
    """Look what is lacking for each chosen platform, and ask those where nothing is."""
    settings = reach.get(Settings)
    lacking = settings.lacking()
    for name, what in lacking.items():
        yield Finding(name, fine=False, what=f"is empty: {what}")
    for platform in settings.platforms:
        if platform == "console" or any(name.startswith(f"{platform}.") for name in lacking):
            continue
        for one in await _asked(platform, reach):
            yield one
    if not settings.platforms:
        yield Finding("platforms", fine=True, what="none: the bot talks nowhere")


async def _asked(platform: str, reach: Reach) -> list[Finding]:
    try:
        async with asyncio.timeout(PATIENCE):
            adapter: Adapter = importlib.import_module(f"{adapters.__name__}.{platform}.opens").adapter(reach)
            return await adapter.check()
    except SettingsError as error:
        return [Finding(platform, fine=False, what=str(error).removeprefix(f"{platform}: "))]
    except TimeoutError:
        what = f"does not answer within {PATIENCE:.0f} seconds; look at the network and the address"
        return [Finding(platform, fine=False, what=what)]
    except Exception as error:  # noqa: BLE001 - its words may hold a token
        what = f"could not be asked ({type(error).__name__}); look at the network and the address"
        return [Finding(platform, fine=False, what=what)]
