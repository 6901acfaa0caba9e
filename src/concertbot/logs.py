"""The log: on standard error, without bodies, names or tokens."""

import logging
import sys

import structlog


def configure(level: int = logging.WARNING) -> None:
    """Write log lines to standard error, as `key=value`."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
