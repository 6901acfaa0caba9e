"""`fiche`: one service in full."""

from concertbot.chat.access import Role
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Choice, Reply, Text
from concertbot.domain.ask import Ask
from concertbot.domain.services import RETIRED
from concertbot.features.directory.catalogue import Catalogue
from concertbot.features.directory.full_card import full_card
from concertbot.features.directory.naming import named


async def run(ask: Ask, service: str) -> Reply:
    """Show everything that people see of a service; what is still there can be taken along."""
    found = await named(ask, service)
    take_along = Choice(Text("show-choice-card"), f"!card {found.source}/{found.id}")
    choices = () if found.status == RETIRED else (take_along,)
    return Reply(parts=(full_card(found, ask.reach.get(Catalogue).terms),), choices=choices)


command = Command(name="show", run=run, role=Role.NOBODY, free=Parameter("service", required=True))
