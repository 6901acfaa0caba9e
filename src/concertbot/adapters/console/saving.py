"""Files that go out, saved where whoever is at the console can open them until it ends."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from concertbot.chat.reply import Attachment
from concertbot.domain.port import Outgoing, Platform, Post


@dataclass
class Saving:
    """Stands before a screen: what it draws or writes has paths that can be opened."""

    screen: Platform
    _post: Post | None = None
    _folder: Path = field(default_factory=Path)

    @contextmanager
    def into_a_folder(self, post: Post) -> Iterator[None]:
        """Save files as long as this lasts; then nothing of them stays."""
        with tempfile.TemporaryDirectory(prefix="concertbot-") as folder:
            self._post, self._folder = post, Path(folder)
            yield
            self._post = None

    async def send(self, outgoing: Outgoing) -> str:
        """Send with paths that can be opened."""
        files = tuple([await self._saved(file) for file in outgoing.reply.files])
        return await self.screen.send(replace(outgoing, reply=replace(outgoing.reply, files=files)))

    async def find(self, outgoing: Outgoing) -> str | None:
        """Ask the screen."""
        return await self.screen.find(outgoing)

    async def _saved(self, file: Attachment) -> Attachment:
        if self._post is None:
            return file
        try:
            content = await self._post.open_file(file.path)
        except FileNotFoundError:
            return replace(file, path="")
        # Each in a folder of its own, so that two of one name are two.
        saved = Path(tempfile.mkdtemp(dir=self._folder)) / (Path(file.name).name or "file")
        saved.write_bytes(content)
        return replace(file, path=str(saved))
