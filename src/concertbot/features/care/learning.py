"""What the model learns from (examples as JSON lines), and what it learnt (weights as small whole numbers)."""

import base64
import json
import textwrap
import tomllib
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path

from concertbot.features.care.rules.model import BUCKETS, Model, learnt
from concertbot.settings import SettingsError

EXAMPLES = "examples"
LEARNT = "learnt.toml"
LABELS = {"crisis": True, "not_crisis": False}
FINEST = 127  # weights are kept as whole numbers from -127 to 127, times a scale
LINE = 120
HEAD = "# Learnt from examples/ by `concertbot care learn`; do not edit.\n"


def examples(folder: Path) -> Iterator[tuple[str, bool]]:
    """Return the examples of a lexicon's folder. Raises SettingsError, which names file and line."""
    for path in sorted((folder / EXAMPLES).glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                yield row["text"], LABELS[row["label"]]
            except (ValueError, KeyError, TypeError):
                wanted = '{"text": "…", "label": "crisis"} or "not_crisis"'
                raise SettingsError(f"{path}:{number}: each line is {wanted}.") from None


def checksum(folder: Path) -> int:
    """Return a checksum of the examples: tells whether the model was learnt from these."""
    return zlib.crc32(repr(list(examples(folder))).encode())


def learn(folder: Path) -> int:
    """Learn from the examples, keep what was learnt, and return how many examples there were."""
    rows = list(examples(folder))
    model = learnt(rows)
    scale = max(map(abs, model.weights)) / FINEST
    kept = array("b", (round(weight / scale) for weight in model.weights)).tobytes()
    lines = "\n".join(textwrap.wrap(base64.b64encode(zlib.compress(kept, 9)).decode(), LINE))
    numbers = f"examples = {checksum(folder)}\nbias = {model.bias!r}\nscale = {scale!r}\n"
    (folder / LEARNT).write_text(f"{HEAD}{numbers}weights = '''\n{lines}\n'''\n", encoding="utf-8")
    return len(rows)


def load_model(folder: Path) -> Model:
    """Return the model that was learnt. Raises SettingsError."""
    path = folder / LEARNT
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8"))
        weights = array("b", zlib.decompress(base64.b64decode(kept["weights"])))
        model = Model(weights, kept["bias"], kept["scale"])
    except (OSError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise SettingsError(f"{path}: {error}; make it anew with `concertbot care learn`.") from None
    if len(model.weights) != BUCKETS:
        raise SettingsError(f"{path}: it is cut short; make it anew with `concertbot care learn`.")
    return model
