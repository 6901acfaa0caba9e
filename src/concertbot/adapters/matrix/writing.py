"""From one outgoing message to the events that say it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from concertbot.adapters.matrix.html import Block, Line, blocks, html_of, permalink, pill, plain_of, text_block
from concertbot.adapters.matrix.splitting import split
from concertbot.adapters.matrix.wire import Json
from concertbot.chat.reply import Choice, Value
from concertbot.domain.port import Outgoing

KEY = "org.concertbot.key"  # in clear beside whatever is said: tells, on any device, whether a message went out
EMOJI = (*(f"{digit}\ufe0f\u20e3" for digit in range(1, 10)), "\U0001f51f")
Say = Callable[..., str]  # a sentence by its key, in the reader's language


@dataclass(frozen=True, slots=True)
class Draft:
    """One event to send."""

    key: str  # also its transaction
    kind: str
    content: Json


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes."""

    me: str
    direct: bool
    encrypted: bool


def words(outgoing: Outgoing, place: Place, say: Say) -> list[Draft]:
    """Return the events with the words of a message, the first under the message's own key."""
    said = [*_before(outgoing, say), *blocks(outgoing.reply), *_choices(outgoing, place, say)]
    if not said:
        return []
    events = split(said)
    drafts = [
        Draft(_key(outgoing, number), "m.room.message", _content(one, outgoing)) for number, one in enumerate(events)
    ]
    return [_edit(drafts[0], outgoing.edits), *drafts[1:]] if outgoing.edits else drafts


def reactions(outgoing: Outgoing, place: Place, event: str) -> list[Draft]:
    """Return the reactions that offer the choices of a sent message."""
    if not offers_reactions(outgoing, place):
        return []
    return [
        reaction(f"{outgoing.key}r{number}", event, emoji)
        for number, (emoji, choice) in enumerate(zip(EMOJI, outgoing.reply.numbered, strict=False), 1)
        if not _elsewhere(choice, place)
    ]


def offers_reactions(outgoing: Outgoing, place: Place) -> bool:
    """Return whether choices may be made by a reaction: reactions are never encrypted."""
    return bool(outgoing.reply.numbered) and not (outgoing.reply.discreet and place.encrypted)


def reaction(key: str, event: str, emoji: str) -> Draft:
    """Return a reaction to an event."""
    relation = {"rel_type": "m.annotation", "event_id": event, "key": emoji}
    return Draft(key, "m.reaction", {"m.relates_to": relation})


def notice(text: str) -> Json:
    """Return the content of a sentence that rings nobody."""
    return {"msgtype": "m.notice", "body": text, "m.mentions": {}}


def relation(outgoing: Outgoing) -> Json:
    """Return what a message answers, and in which thread."""
    answered = {"m.in_reply_to": {"event_id": outgoing.in_reply_to}} if outgoing.in_reply_to else {}
    if not outgoing.thread:
        return answered
    # Clients without threads show the message as an answer: to what it answers, else to the thread's beginning.
    falling_back = {} if answered else {"m.in_reply_to": {"event_id": outgoing.thread}}
    thread = {"rel_type": "m.thread", "event_id": outgoing.thread, "is_falling_back": bool(falling_back)}
    return {**thread, **answered, **falling_back}


def with_relation(content: Json, outgoing: Outgoing) -> Json:
    """Return a content that answers what the message answers."""
    related = relation(outgoing)
    return {**content, "m.relates_to": related} if related else content


def _key(outgoing: Outgoing, number: int) -> str:
    return outgoing.key if number == 0 else f"{outgoing.key}p{number}"


def _before(outgoing: Outgoing, say: Say) -> list[Block]:
    return [text_block(say("matrix-again"))] if outgoing.again else []


def _content(said: list[Block], outgoing: Outgoing) -> Json:
    rings = outgoing.reply.notify
    if rings and outgoing.mentions:
        plain = " ".join(mention.name for mention in outgoing.mentions)
        html = " ".join(pill(mention) for mention in outgoing.mentions)
        said = [(Line(plain, html),), *said]
    content: Json = {
        "msgtype": "m.text" if rings else "m.notice",
        "body": plain_of(said),
        "format": "org.matrix.custom.html",
        "formatted_body": html_of(said),
        "m.mentions": {"user_ids": [one.address for one in outgoing.mentions]} if rings and outgoing.mentions else {},
    }
    return with_relation(content, outgoing)


def _edit(draft: Draft, event: str) -> Draft:
    """Return a draft as the new form of an earlier event. What it answers and whom it rings stays as it was."""
    new = {name: value for name, value in draft.content.items() if name != "m.relates_to"}
    shown = {"body": f"* {new['body']}", "m.mentions": {}, "m.new_content": new}
    return replace(draft, content={**new, **shown, "m.relates_to": {"rel_type": "m.replace", "event_id": event}})


def _choices(outgoing: Outgoing, place: Place, say: Say) -> list[Block]:
    choices = outgoing.reply.numbered
    if not choices:
        return []
    lines = [_choice(number, choice, place, say) for number, choice in enumerate(choices, 1)]
    hints: list[Block] = []
    if not all(_elsewhere(choice, place) for choice in choices):
        kind = "direct" if place.direct else "room"
        by = "reaction" if offers_reactions(outgoing, place) else "number"
        hints.append(text_block(say(f"matrix-choose-{kind}-{by}")))
    if any(_elsewhere(choice, place) for choice in choices):
        hints.append(_private_hint(place, say))
    return [tuple(lines), *hints]


def _choice(number: int, choice: Choice, place: Place, say: Say) -> Line:
    label: Value = str(choice.label)
    said = say("matrix-choice-private", label=label) if _elsewhere(choice, place) else str(label)
    return text_block(f"{number}. {said}")[0]


def _private_hint(place: Place, say: Say) -> Block:
    line = text_block(say("matrix-write-privately"))[0]
    link = permalink(place.me)
    return (Line(f"{line.plain} {link}", f'{line.html} <a href="{link}">{text_block(place.me)[0].html}</a>'),)


def _elsewhere(choice: Choice, place: Place) -> bool:
    """Whether a choice can only be made in the direct conversation."""
    return choice.private and not place.direct
