"""What is said to a lookup: what was understood, the services that fit, and what can be done next."""

from collections.abc import Iterable

from concertbot.chat.reply import Choice, Labels, Many, Part, Phrase, Reply, Text
from concertbot.domain.ask import Ask
from concertbot.domain.care import CrisisAnswer
from concertbot.domain.lookup import Answer, Match, Question, Understood
from concertbot.features.directory.cards import card
from concertbot.features.directory.catalogue import Catalogue

SHOWN = "service"  # what numbers name after a lookup
PAGE = 5
COMPARED = 3


def reference(match: Match) -> str:
    """Return how a command names a service."""
    return f"{match.entry.source}/{match.entry.id}"


def results(ask: Ask, question: Question, answer: Answer) -> Reply:
    """Return the reply to a lookup."""
    if answer.outcome == "crisis":
        return ask.reach.get(CrisisAnswer).reply(answer.language)
    shown = answer.matches or answer.near
    first = question.skip + 1 if answer.matches else 1
    terms = ask.reach.get(Catalogue).terms
    cards = tuple(card(match.entry, number, terms) for number, match in enumerate(shown, first))
    head = (_heading(question, answer), *_understood(answer.understood))
    return Reply(parts=(*head, *cards), choices=_choices(question, answer, first))


def _heading(question: Question, answer: Answer) -> Part:
    if answer.matches:
        key = "find-found" if answer.total <= len(answer.matches) else "find-found-some"
        last = question.skip + len(answer.matches)
        return Text(key, {"total": answer.total, "first": question.skip + 1, "last": last})
    return Text("find-near" if answer.near else "find-none", {"query": question.text})


def _understood(understood: Iterable[Understood]) -> tuple[Part, ...]:
    parts: list[Part] = []
    known: list[Phrase] = [Labels(one.labels) for one in understood if one.answerable]
    if known:
        parts.append(Text("find-understood", {"parts": Many(tuple(known), " · ")}))
    for one in understood:
        if not (one.answerable and one.met):
            lack = "unmet" if one.answerable else "unanswerable"
            parts.append(Text(f"find-{lack}-{one.kind}", {"part": Labels(one.labels)}))
    return tuple(parts)


def _choices(question: Question, answer: Answer, first: int) -> tuple[Choice, ...]:
    shown = answer.matches or answer.near
    said = _again(question)
    choices = [
        Choice(Text("find-choice-show", {"number": number}), f"!show {reference(match)}")
        for number, match in enumerate(shown, first)
    ]
    if question.skip + len(answer.matches) < answer.total:
        choices.append(Choice(Text("find-choice-more"), f"{said} page:{question.skip // PAGE + 2}"))
    if len(shown) > 1:
        together = " ".join(reference(match) for match in shown[:COMPARED])
        choices.append(Choice(Text("find-choice-compare", {"count": len(shown[:COMPARED])}), f"!compare {together}"))
    for one in answer.understood:
        without = ",".join(sorted(question.without | {one.key}))
        label = Text("find-choice-lift", {"part": Labels(one.labels)})
        choices.append(Choice(label, f"{_again(question, lifting=True)} without:{without}"))
    return tuple(choices)


def _again(question: Question, *, lifting: bool = False) -> str:
    """Return the command that asks the same again."""
    options = {
        "commune": question.commune,
        "audience": question.audience,
        "language": question.language,
        "level": "" if question.level is None else str(question.level),
        "without": "" if lifting else ",".join(sorted(question.without)),
    }
    said = [f'{name}:"{value}"' for name, value in options.items() if value]
    return " ".join(["!find", question.text, *said])
