"""The port to the crisis answer, for abilities that meet crisis wording late, in an answer to a form for instance."""

from typing import Protocol

from concertbot.chat.reply import Reply


class CrisisAnswer(Protocol):
    """Says where help is, at once."""

    def reply(self, language: str) -> Reply:
        """Return the fixed answer in a language, with the region's help lines."""
