"""The crisis answer: fixed text. The number first; no assessment, no question, nothing stored, nobody told."""

from dataclasses import dataclass

from concertbot.chat.reply import Card, Line, Many, Phrase, Reply, Text, Tongue
from concertbot.features.care.rules.lines import HelpLine, lines_for


@dataclass(frozen=True, slots=True)
class FixedAnswer:
    """Says where help is in a region."""

    lines: tuple[HelpLine, ...]
    region: str

    def reply(self, language: str) -> Reply:
        """Return the fixed answer in a language."""
        cards = tuple(_card(line, language) for line in lines_for(self.lines, self.region, language))
        return Reply(parts=(*cards, Text("crisis-program"), Text("crisis-kept")), notify=True, language=language)


def _card(line: HelpLine, language: str) -> Card:
    about: list[Phrase] = [line.name]
    if line.always:
        about.append(Text("line-always"))
    if language not in line.languages:
        about.extend(Tongue(code) for code in line.languages)
    return Card(line.phone, (Line(Many(tuple(about)), Text(f"line-{line.kind}")),), link=line.url)
