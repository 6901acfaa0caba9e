"""`fiche`: one service in full."""

from concertbot.chat.access import Role
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Reply
from concertbot.domain.ask import Ask
from concertbot.features.directory.catalogue import Catalogue
from concertbot.features.directory.full_card import full_card
from concertbot.features.directory.naming import named


async def run(ask: Ask, service: str) -> Reply:
    """Show everything that people see of a service."""
    return Reply(parts=(full_card(await named(ask, service), ask.reach.get(Catalogue).terms),))


command = Command(name="show", run=run, role=Role.NOBODY, free=Parameter("service", required=True))
