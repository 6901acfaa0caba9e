"""The composition root: the only module that knows everybody. It finds the abilities and opens what lives long."""

import importlib
import importlib.util
import pkgutil
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from types import ModuleType

from concertbot import adapters, chat, delivery, domain, features
from concertbot.chat.book import Book
from concertbot.chat.clock import Clock
from concertbot.chat.command import Command
from concertbot.chat.phrasebook import Texts
from concertbot.delivery import retention
from concertbot.delivery.accounts import Switch
from concertbot.delivery.addressing import Addressing
from concertbot.delivery.answering import Answering
from concertbot.delivery.asking import Asking
from concertbot.delivery.calling import Caller
from concertbot.delivery.carrier import Carrier
from concertbot.delivery.dispatcher import Dispatcher
from concertbot.delivery.intake import Intake
from concertbot.delivery.lane import Lane
from concertbot.delivery.lock import Lock
from concertbot.delivery.screening import Screening
from concertbot.delivery.sender import Sender, Sure, always
from concertbot.delivery.settling import Settling
from concertbot.delivery.timekeeper import Timekeeper
from concertbot.domain.abilities import Abilities, Job, Listener
from concertbot.domain.alone import Alone, alone
from concertbot.domain.database import Database
from concertbot.domain.due import plan
from concertbot.domain.events import Event
from concertbot.domain.forms import Forms
from concertbot.domain.migrate import migrate
from concertbot.domain.port import Adapter, Platform
from concertbot.domain.reach import Reach
from concertbot.settings import Settings

FEATURES = sorted(module.name for module in pkgutil.iter_modules(features.__path__))


def part(feature: str, name: str) -> ModuleType | None:
    """Return a part of a feature, e.g. its `hears`, if it has one."""
    path = f"{features.__name__}.{feature}.{name}"
    return importlib.import_module(path) if importlib.util.find_spec(path) else None


def parts(name: str) -> Iterator[ModuleType]:
    """Return this part of each feature that has it."""
    return (found for feature in FEATURES if (found := part(feature, name)))


def find_commands() -> Iterator[Command]:
    """Return every command of every feature: one module of `commands` each."""
    for package in parts("commands"):
        for module in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{package.__name__}.{module.name}").command


def find_doors() -> Iterator[tuple[str, ModuleType]]:
    """Return the command lines of delivery, each ability and each platform, by its name: its package `doors`."""
    inner = [f"{package.__name__}.{home.name}" for package in (adapters, features) for home in _homes(package)]
    for name in (delivery.__name__, *inner):
        if importlib.util.find_spec(f"{name}.doors"):
            yield name.rpartition(".")[2], importlib.import_module(f"{name}.doors")


def doors_of(package: ModuleType) -> Iterator[ModuleType]:
    """Return its command lines: one module each, with its `name` and its `door`."""
    for module in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{module.name}")


def find_texts() -> Texts:
    """Return all sentences: those of talking itself, of each platform and of each feature."""
    folders = (home / "texts" for package in (adapters, features) for home in _homes(package))
    return Texts([Path(chat.__path__[0]) / "texts", *(folder for folder in folders if folder.is_dir())])


def _homes(package: ModuleType) -> Iterator[Path]:
    for here in package.__path__:
        yield from (Path(here) / module.name for module in pkgutil.iter_modules([here]) if module.ispkg)


def declare_tables() -> None:
    """Import every module that declares tables, for whoever needs all of them: migrations and their test."""
    stores = [store for store in parts("store") if hasattr(store, "__path__")]
    for package in (domain, delivery, *stores):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")


def gather(reach: Reach) -> Abilities:
    """Return what the features contribute."""
    texts = find_texts()
    listeners: defaultdict[type[Event], tuple[Listener, ...]] = defaultdict(tuple)
    for module in parts("listeners"):
        for event, listener in module.listeners.items():
            listeners[event] += (listener,)
    jobs: dict[str, Job] = {retention.KIND: retention.forget}
    for module in parts("jobs"):
        jobs.update(module.jobs)
    return Abilities(
        book=Book(find_commands(), texts),
        texts=texts,
        screens=tuple(screen for module in parts("screens") for screen in module.screens(reach)),
        hears=tuple(hear for module in parts("hears") for hear in module.hears),
        jobs=jobs,
        listeners=listeners,
    )


@asynccontextmanager
async def open_reach(settings: Settings) -> AsyncIterator[Reach]:
    """Open what lives long: settings, clock, database, and what each feature opens on them."""
    reach = Reach()
    reach.put(Settings, settings)
    reach.put(Clock, Clock())
    database = reach.put(Database, Database(settings.database))
    for module in parts("opens"):
        module.opens(reach)
    try:
        yield reach
    finally:
        await database.close()


def put_together(reach: Reach, platform: Platform, *, redelivers: bool = False) -> Carrier:
    """Put the bot together around a platform that it sends to by itself; the database is not touched yet."""
    carrier = _carrier(reach, platform, redelivers=redelivers)
    carrier.sender = make_sender(reach, carrier, platform, ())
    return carrier


def put_in_service(reach: Reach, adapters: Mapping[str, Adapter]) -> Carrier:
    """Put the bot together around the accounts of its adapters; each that is held here gets a sender of its own."""
    return _carrier(reach, Switch(adapters), redelivers=True)


def make_sender(
    reach: Reach, carrier: Carrier, platform: Platform, names: tuple[str, ...], sure: Sure = always
) -> Sender:
    """Return what sends to these platforms as long as it is sure; to all, when none is named."""
    database, clock = reach.get(Database), reach.get(Clock)
    addressing = Addressing(database, reach.get(Book).texts)
    settling = Settling(clock, reach.get(Forms))
    return Sender(carrier.lane, addressing, settling, clock, platform, names, carrier.pulse.beat, sure)


def open_adapters(reach: Reach) -> dict[str, Adapter]:
    """Open the accounts of the settings, by their platform. The console is no account."""
    abilities_of(reach)
    names = [name for name in reach.get(Settings).platforms if name != "console"]
    return {name: importlib.import_module(f"{adapters.__name__}.{name}.opens").adapter(reach) for name in names}


def abilities_of(reach: Reach) -> Abilities:
    """Return what the features contribute, gathered once; from then on the command book is in reach."""
    abilities = reach.find(Abilities) or reach.put(Abilities, gather(reach))
    reach.put(Book, abilities.book)
    return abilities


def _carrier(reach: Reach, platform: Platform, *, redelivers: bool) -> Carrier:
    database, clock = reach.get(Database), reach.get(Clock)
    abilities, forms, lane = abilities_of(reach), reach.put(Forms, Forms()), Lane(database)
    answering = Answering(abilities, Caller(abilities.book, forms))
    return Carrier(
        lane=lane,
        intake=Intake(lane, Screening(abilities, forms, platform), clock),
        dispatcher=Dispatcher(lane, Asking(abilities.book, clock, reach), answering),
        timekeeper=Timekeeper(lane, abilities, clock, reach),
        sender=None,
        prepare=partial(_prepare, reach),
        redelivers=redelivers,
    )


async def _prepare(reach: Reach) -> None:
    """Make the database ready for the bot: newest form, open forms, the nightly job.

    Then features look at what they find there.
    """
    database, settings = reach.get(Database), reach.get(Settings)
    lock = reach.find(Lock)
    if lock:
        lock.hold()
    await migrate(database)
    await reach.get(Forms).load(database)
    async with database.write() as session:
        await alone(session, Alone.CLIMBING)  # several that start at once plan one night
        night = retention.next_night(reach.get(Clock).now(), settings.timezone)
        await plan(session, retention.KIND, night, settings.timezone)
    for module in parts("starts"):
        await module.starts(reach)
