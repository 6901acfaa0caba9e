"""What care opens for long: the watch over crisis wording, and the fixed answer."""

from datetime import date

import structlog

from concertbot.chat.clock import Clock
from concertbot.domain.care import CrisisAnswer
from concertbot.domain.lookup import Watch
from concertbot.domain.reach import Reach
from concertbot.features.care.answer import FixedAnswer
from concertbot.features.care.library import crisis_watch, help_lines
from concertbot.features.care.rules.lines import HelpLine, lines_for, stale
from concertbot.settings import Settings, SettingsError

log = structlog.get_logger()


def opens(reach: Reach) -> None:
    """Open the watch and the answer; warn of help lines that nobody verified lately."""
    settings = reach.get(Settings)
    lines = help_lines(settings.config / "help-lines")
    if not lines_for(lines, settings.region, "fr"):
        raise SettingsError(f"{settings.config / 'help-lines'}: add {settings.region}.toml: region has no help line.")
    reach.put(Watch, crisis_watch(settings.config / "lexicon" / "crisis"))
    reach.put(CrisisAnswer, FixedAnswer(lines, settings.region))
    _warn([line for line in lines if line.region == settings.region], reach.get(Clock).now().date())


def _warn(lines: list[HelpLine], today: date) -> None:
    for line in stale(lines, today):
        log.warning("help line not verified lately", phone=line.phone, verified_on=str(line.verified_on or "never"))
