"""Every sentence in every language, from the Fluent files beside the code that says it."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message, Resource

from concertbot.chat.reply import Day, Labels, Many, Phrase, Text, Tongue, Value

LANGUAGES = ("fr", "nl", "en")
DEFAULT_LANGUAGE = "fr"
LONGEST = 2500  # characters of a value: of a longer one, Fluent makes no sentence at all
LOCALES = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_GB"}


class MissingTextError(LookupError):
    """A sentence that no text file has."""


class Texts:
    """Says phrases in a language. Folders hold one `fr.ftl`, `nl.ftl` and `en.ftl` each."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = list(folders)
        self._bundles = {language: _bundle(language, self.folders) for language in LANGUAGES}

    def order(self) -> dict[str, int]:
        """Return where each key stands in the files: what is written first is shown first."""
        files = (_resource(folder, DEFAULT_LANGUAGE) for folder in self.folders)
        keys = (entry.id.name for file in files for entry in file.body if isinstance(entry, Message))
        return {key: place for place, key in enumerate(keys)}

    def has(self, key: str) -> bool:
        """Return whether there is a sentence of this key."""
        return self._pattern(DEFAULT_LANGUAGE, key) is not None

    def words(self, key: str, language: str) -> tuple[str, ...]:
        """Return the words that a text lists, separated by commas."""
        return tuple(word.strip() for word in self.say(language, Text(key)).split(",") if word.strip())

    def say(self, language: str, phrase: Phrase) -> str:
        """Return the phrase in this language. Raises MissingTextError for a key that nobody wrote."""
        match phrase:
            case str():
                return phrase
            case Day():
                return format_date(phrase.day, format="long", locale=LOCALES[language])
            case Tongue():
                return str(Locale.parse(LOCALES[language]).languages.get(phrase.code.lower(), phrase.code))
            case Labels():
                return phrase.labels.get(language) or phrase.labels[DEFAULT_LANGUAGE]
            case Many():
                return phrase.separator.join(self.say(language, item) for item in phrase.items)
            case Text():
                return self._sentence(language, phrase)

    def _sentence(self, language: str, text: Text) -> str:
        pattern = self._pattern(language, text.key)
        if pattern is None:
            raise MissingTextError(text.key)
        said, errors = self._bundles[language].format_pattern(pattern, self._values(language, text.values))
        if errors:
            raise MissingTextError(f"{text.key}: {errors[0]}")
        return str(said)

    def _values(self, language: str, values: Mapping[str, Value]) -> dict[str, Any]:
        return {
            name: value if isinstance(value, int | float) else _cut(self.say(language, value))
            for name, value in values.items()
        }

    def _pattern(self, language: str, key: str) -> Any:
        name, _, attribute = key.partition(".")
        bundle = self._bundles[language]
        if not bundle.has_message(name):
            return None
        message = bundle.get_message(name)
        return message.attributes.get(attribute) if attribute else message.value


def _cut(said: str) -> str:
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _bundle(language: str, folders: Iterable[Path]) -> FluentBundle:
    bundle = FluentBundle([LOCALES[language].replace("_", "-")], use_isolating=False)
    for folder in folders:
        bundle.add_resource(_resource(folder, language))
    return bundle


@cache
def _resource(folder: Path, language: str) -> Resource:
    return FluentResource((folder / f"{language}.ftl").read_text(encoding="utf-8"))
