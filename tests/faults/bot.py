"""The real bot, with the drill's ability beside its own: a process that can be killed."""

import sys
from pathlib import Path

from concertbot import features

features.__path__.append(str(Path(__file__).parent / "features"))
# only now, as it looks for features when it is loaded
from concertbot.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.argv[1:] = ["run"]
    main()
