"""The command book: every command by its name and by its words in three languages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from concertbot.chat.command import Command, Parameter
from concertbot.chat.phrasebook import LANGUAGES, Texts
from concertbot.chat.reply import Text
from concertbot.chat.words import fold

NEAR_ENOUGH = 70


class Book:
    """Finds commands by what people type."""

    def __init__(self, commands: Iterable[Command], texts: Texts) -> None:
        self.texts = texts
        places = texts.order()
        ordered = sorted(commands, key=lambda command: places[command.name])
        self.commands: Mapping[str, Command] = {command.name: command for command in ordered}
        self.greetings = frozenset(fold(word) for each in LANGUAGES for word in texts.words("greetings", each))
        self._names: dict[str, str] = {}
        self._languages: defaultdict[str, set[str]] = defaultdict(set)
        self._options = {command.name: self._option_words(command) for command in self.commands.values()}
        for command in self.commands.values():
            for language in LANGUAGES:
                for word in texts.words(command.name, language):
                    self._names[fold(word)] = command.name
                    self._languages[fold(word)].add(language)

    def find(self, word: str) -> Command | None:
        """Return the command of a word in any language, whatever its accents and case."""
        name = self._names.get(fold(word))
        return self.commands[name] if name else None

    def language(self, word: str) -> str | None:
        """Return the language of a command word, or None when several share it."""
        languages = self._languages[fold(word)]
        return next(iter(languages)) if len(languages) == 1 else None

    def near(self, word: str) -> tuple[str, ...]:
        """Return up to three command words that somebody may have meant, the nearest first."""
        found = process.extract(fold(word), list(self._names), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=9)
        nearest: dict[str, str] = {}
        for candidate, _, _ in found:
            nearest.setdefault(self._names[candidate], candidate)
        return tuple(nearest.values())[:3]

    def word(self, command: Command | str, language: str) -> str:
        """Return the canonical word of a command."""
        return self.texts.words(command if isinstance(command, str) else command.name, language)[0]

    def example(self, name: str, language: str) -> str:
        """Return an example of a command, as somebody says it."""
        return self.texts.say(language, Text(f"{name}.example"))

    def option_words(self, command: Command) -> Mapping[str, str]:
        """Return the option's name for each folded word that may stand before a colon."""
        return self._options[command.name]

    def _option_words(self, command: Command) -> dict[str, str]:
        found: dict[str, str] = {}
        for option in command.options:
            found[fold(option.name)] = option.name
            for language in LANGUAGES:
                found.update((fold(word), option.name) for word in self._words(command, option, language))
        return found

    def _words(self, command: Command, option: Parameter, language: str) -> tuple[str, ...]:
        key = f"{command.name}.option-{option.name}"
        return self.texts.words(key, language) if self.texts.has(key) else ()
