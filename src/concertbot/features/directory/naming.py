"""How people name a service: by the number they were shown, by its source and id, or by its name."""

import re

from concertbot.chat.arguments import WrongArgumentError
from concertbot.domain.ask import Ask
from concertbot.domain.lookup import Lookup, Question
from concertbot.domain.shown import recall
from concertbot.features.directory.catalogue import Catalogue
from concertbot.features.directory.records import ServiceRecord
from concertbot.features.directory.results import SHOWN
from concertbot.features.directory.store import queries

REFERENCE = re.compile(r"[^\s/]+/\S+")
NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)


async def named(ask: Ask, said: str) -> ServiceRecord:
    """Return the service that somebody names. Raises WrongArgumentError."""
    reference = await _reference(ask, said)
    source, _, source_id = reference.partition("/")
    places = ask.reach.get(Catalogue).places
    found = await queries.details(ask.session, source, source_id, places) if source_id else None
    if found is None:
        raise WrongArgumentError("show-unknown", said=said)
    return found


async def _reference(ask: Ask, said: str) -> str:
    if NUMBER.fullmatch(said):
        shown = await recall(ask.session, ask.account_id, ask.place, SHOWN)
        if not shown:
            raise WrongArgumentError("show-nothing-shown", said=said)
        if int(said) > len(shown):
            raise WrongArgumentError("show-not-so-many", said=said, count=len(shown))
        return shown[int(said) - 1]
    if REFERENCE.fullmatch(said):
        return said
    answer = await ask.reach.get(Lookup).answer(Question(said, limit=1))
    return f"{answer.matches[0].entry.source}/{answer.matches[0].entry.id}" if answer.matches else ""
