"""A Dockerfile carried out without Docker, in a folder: an honest approximation.

What differs: the base image is this machine with its Python; absolute paths of the image are those below the folder;
RUN steps run as who runs the tests; and what is read-only is so by its owner and mode, not by a mount.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

MAPPED = re.compile(r"(?<![\w.$/])/(?=(?:opt|var)/)")  # where the image keeps things


@dataclass
class Image:
    """What the steps made."""

    context: Path
    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str = ""
    stages: dict[str, Path] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # ENTRYPOINT, VOLUME and so on, as they stand there
    stage: str = ""

    def build(self) -> None:
        """Carry out all steps, with Docker's own umask."""
        before = os.umask(0o022)
        try:
            self._carry_out()
        finally:
            os.umask(before)

    def _carry_out(self) -> None:
        for word, rest in steps((self.context / "Dockerfile").read_text(encoding="utf-8")):
            step = getattr(self, f"_{word.lower()}", None)
            if step:
                step(rest)
            else:
                self.told[word] = rest

    def mapped(self, text: str) -> str:
        """Return a text with the image's paths as they are on this machine."""
        return MAPPED.sub(f"{self.root}/", text)

    def command(self, word: str) -> list[str]:
        """Return ENTRYPOINT, CMD or the check of HEALTHCHECK, in the JSON form."""
        return [self.mapped(one) for one in json.loads(self.told[word][self.told[word].index("[") :])]

    def here(self, path: str) -> Path:
        """Return where a path of the image is on this machine."""
        return self.root / os.path.join(self.folder, path).lstrip("/")  # noqa: PTH118 - an absolute path wins

    def start(self, *words: str, **more: str) -> "subprocess.Popen[str]":
        """Start a command of the image as its user; who is not root already is nobody special."""
        user, _, group = self.user.partition(":")
        become = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"] if os.geteuid() == 0 else []
        command = [*become, *(part for word in words for part in self.command(word))]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, cwd=self.here("."), env=self.process | more, **pipes)  # type: ignore[call-overload,no-any-return] # noqa: S603

    @property
    def process(self) -> dict[str, str]:
        """The environment of what runs in the image."""
        outside = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
        return outside | self.environment

    def _from(self, rest: str) -> None:
        if self.root.exists():
            self.stages[self.stage] = self.root.rename(f"{self.root}.{self.stage}")
        self.root.mkdir()
        self.environment, self.folder = {}, "/"
        self.stage = rest.partition(" AS ")[2]

    def _workdir(self, rest: str) -> None:
        self.folder = rest
        self.here(".").mkdir(parents=True, exist_ok=True)

    def _env(self, rest: str) -> None:
        for pair in shlex.split(rest):
            name, _, value = pair.partition("=")
            self.environment[name] = self.mapped(value).replace("$PATH", os.environ["PATH"])
            if value.startswith("sqlite:////"):
                self.environment[name] = f"sqlite:///{self.root}{value.removeprefix('sqlite:///')}"

    def _user(self, rest: str) -> None:
        self.user = rest

    def _copy(self, rest: str) -> None:
        *sources, target = shlex.split(rest)
        origin = self.context
        if sources[0].startswith("--from="):
            origin = self.stages[sources.pop(0).removeprefix("--from=")]
        for source in sources:
            found, into = origin / source.lstrip("/"), self.here(target)
            if found.is_dir():
                ignored = shutil.ignore_patterns("__pycache__") if origin == self.context else None
                shutil.copytree(found, into, symlinks=True, dirs_exist_ok=True, ignore=ignored)
            else:
                into = into / found.name if target.endswith("/") else into
                into.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(found, into)

    def _run(self, rest: str) -> None:
        command = self.mapped(rest)
        if os.geteuid() != 0:
            command = re.sub(r"chown \S+", "true", command)
        step = ["/bin/sh", "-ec", command]
        subprocess.run(step, cwd=self.here("."), env=self.process, check=True)  # noqa: S603 - of our own Dockerfile


def steps(text: str) -> list[tuple[str, str]]:
    """Return each step: its word, and the rest on one line."""
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", "", lines)
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines()) if word]
