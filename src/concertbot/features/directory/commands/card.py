"""`carte`: a service as a contact, for the address book of a phone."""

from functools import partial

from concertbot.chat.access import Role
from concertbot.chat.arguments import WrongArgumentError
from concertbot.chat.book import Book
from concertbot.chat.command import Command, Parameter
from concertbot.chat.reply import Attachment, Reply, Text
from concertbot.domain import files
from concertbot.domain.ask import Ask
from concertbot.features.directory.cards import title
from concertbot.features.directory.contact_card import contact, file_name
from concertbot.features.directory.entries import entry_of
from concertbot.features.directory.naming import NUMBER, REFERENCE, named
from concertbot.features.directory.rules.vcard import MEDIA_TYPE, vcard


def pointed_at(said: str) -> str:
    """Parse a number or a reference. Other words may be a question that only begins like this: "carte d'identité"."""
    if NUMBER.fullmatch(said) or REFERENCE.fullmatch(said):
        return said
    raise WrongArgumentError("card-which", said=said)


async def run(ask: Ask, service: str) -> Reply:
    """Send a service as a contact."""
    found = await named(ask, service)
    say = partial(ask.reach.get(Book).texts.say, ask.language)
    content = vcard(contact(found, say, ask.language))
    path = await files.keep(ask.session, content, ask.now)
    name = {"name": title(entry_of(found))}
    file = Attachment(file_name(found), MEDIA_TYPE, path, alt=Text("card-alt", name))
    return Reply(parts=(Text("card-sent", name),), files=(file,))


command = Command(name="card", run=run, role=Role.NOBODY, free=Parameter("service", pointed_at, required=True))
