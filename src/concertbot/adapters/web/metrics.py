"""Metrics for Prometheus: what the meter counted here, and what the database and the links say at this moment."""

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from concertbot.adapters.web.meter import Meter
from concertbot.domain.health import Numbers
from concertbot.domain.port import Link, Status


def metrics(meter: Meter, numbers: Numbers | None, accounts: Mapping[str, Status]) -> bytes:
    """Return all of them as text. No label holds a name, a room or an id."""
    now = CollectorRegistry()
    now.register(Moment(numbers, accounts))
    return generate_latest(meter.registry) + generate_latest(now)


class Moment(Collector):
    """What holds at this moment."""

    def __init__(self, numbers: Numbers | None, accounts: Mapping[str, Status]) -> None:
        self._numbers, self._accounts = numbers, accounts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return one family after the other."""
        yield _gauge("database_up", "Whether the database can be written and read.", bool(self._numbers))
        yield self._links()
        if self._numbers:
            yield from _counted(self._numbers)

    def _links(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily("concertbot_link", "1 at the state of each link.", labels=("platform", "state"))
        for name, status in self._accounts.items():
            for link in Link:
                family.add_metric((name, link), status.link is link)
        return family


def _counted(numbers: Numbers) -> Iterator[GaugeMetricFamily]:
    queues = {"in": numbers.to_answer, "out": numbers.to_send}
    waiting = GaugeMetricFamily("concertbot_waiting", "Messages to answer or to send.", labels=("way",))
    oldest = GaugeMetricFamily("concertbot_oldest_seconds", "How long the oldest of them waits.", labels=("way",))
    for way, queue in queues.items():
        waiting.add_metric((way,), queue.waiting)
        oldest.add_metric((way,), queue.oldest.total_seconds())
    replies = GaugeMetricFamily("concertbot_replies", "Replies of thirty days.", labels=("platform", "state"))
    for (platform, state), count in numbers.replies.items():
        replies.add_metric((platform, state), count)
    yield from (waiting, oldest, replies)
    yield _gauge("set_aside", "Messages that failed at every try.", numbers.set_aside)
    yield _gauge("in_doubt", "Messages that may or may not have been sent.", numbers.in_doubt)
    yield _gauge("quiet", "Whether nothing is sent after a restore.", numbers.quiet)


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"concertbot_{name}", what, value=value)
