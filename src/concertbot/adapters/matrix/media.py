"""Files, both ways; in encrypted rooms the homeserver sees only ciphertext."""

from dataclasses import dataclass, field

from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from nio.exceptions import EncryptionError

from concertbot.adapters.matrix.wire import Json, RefusedError, TooLargeError, Wire
from concertbot.chat.message import LARGEST_FILE
from concertbot.chat.reply import Attachment

LIMIT = LARGEST_FILE * 2**20  # bytes
KINDS = {"image": "m.image", "audio": "m.audio", "video": "m.video"}
FILES = {"m.file", *KINDS.values()}


@dataclass
class Media:
    """The homeserver's store of files."""

    wire: Wire
    _limit: int | None = field(default=None)

    async def fetch(self, content: Json) -> bytes:
        """Return a file that came. Raises TooLargeError, WireError."""
        info = content.get("info")
        size = info.get("size") if isinstance(info, dict) else None
        if isinstance(size, int) and size > LIMIT:
            raise TooLargeError
        encrypted = content.get("file")
        if not isinstance(encrypted, dict):
            return await self.wire.download(str(content.get("url", "")), LIMIT)
        ciphertext = await self.wire.download(str(encrypted.get("url", "")), LIMIT)
        try:
            keys = encrypted["key"]["k"], encrypted["hashes"]["sha256"], encrypted["iv"]
            return bytes(decrypt_attachment(ciphertext, *keys))
        except (EncryptionError, KeyError, TypeError, ValueError) as error:
            raise RefusedError("M_BAD_ENCRYPTION", 0) from error

    async def store(self, file: Attachment, content: bytes, *, encrypted: bool) -> Json:
        """Store a file that goes out, and return the content of its event. Raises TooLargeError, WireError."""
        if len(content) > await self._largest():
            raise TooLargeError
        alt = str(file.alt)
        event: Json = {
            "msgtype": KINDS.get(file.media_type.partition("/")[0], "m.file"),
            "body": alt or file.name,
            "filename": file.name,
            "info": {"mimetype": file.media_type, "size": len(content)},
            "m.mentions": {},
        }
        if not encrypted:
            return {**event, "url": await self.wire.upload(content, file.media_type)}
        ciphertext, keys = encrypt_attachment(content)
        return {**event, "file": {**keys, "url": await self.wire.upload(ciphertext, "application/octet-stream")}}

    async def _largest(self) -> int:
        """Return how large a file this homeserver takes."""
        if self._limit is None:
            try:
                config = await self.wire.get("/_matrix/client/v1/media/config")
            except RefusedError:  # an older homeserver: its answer to the upload will tell
                config = {}
            said = config.get("m.upload.size")
            self._limit = said if isinstance(said, int) else 2**63
        return self._limit
