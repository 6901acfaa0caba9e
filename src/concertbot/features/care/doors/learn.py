"""`concertbot care learn`: learns crisis wording anew from the examples."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from concertbot.features.care.learning import LEARNT, learn
from concertbot.settings import load

name = "learn"


def door(config: Annotated[Path | None, typer.Option(metavar="PATH", help="The folder of settings.")] = None) -> None:
    """Learn crisis wording from config/lexicon/crisis/examples; takes half a minute."""
    folder = load(config).config / "lexicon" / "crisis"
    sys.stderr.write("Learning…\n")
    sys.stdout.write(f"{folder / LEARNT}: learnt from {learn(folder)} examples\n")
