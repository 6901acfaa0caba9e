"""The bot in service, with the ability of the drills: `python -m faults.bot`, and the environment has its settings."""

import asyncio
from pathlib import Path

from concertbot import features
from concertbot.logs import configure
from concertbot.settings import load, ready

features.__path__.append(str(Path(__file__).parent / "features"))
# only now, as it looks for features when it is loaded
from concertbot import service  # noqa: E402

if __name__ == "__main__":
    settings = ready(load())
    configure(settings.log.level, settings.log.format)
    asyncio.run(service.serve(settings))
