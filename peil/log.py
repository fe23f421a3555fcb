"""Events, not prose: one structured line a unit of work, on standard error.

In: an event and its facts. Out: a line (plain on a terminal, JSON elsewhere). Never a number, a name or a secret:
the redactor removes what looks like one.
"""

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_PHONE = re.compile(r"\+?\d(?:[\s().-]?\d){7,14}")
_SECRET_KEYS = frozenset({"password", "secret", "token", "authorization", "key", "phone", "e164", "text", "title"})


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace values under telling keys, and telephone-like runs of digits anywhere, by a mark."""
    for key, value in event.items():
        if key in _SECRET_KEYS:
            event[key] = "[redacted]"
        elif isinstance(value, str) and key not in ("timestamp", "sha256", "run"):
            event[key] = _PHONE.sub("[number]", value)
    return event


def configure_log(*, debug: bool = False) -> None:
    """Set up the log of this process; called by the command line alone."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.dev.ConsoleRenderer(colors=terminal) if terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(10 if debug else 30),
        logger_factory=_standard_error,
    )


def _standard_error(*_: object) -> structlog.PrintLogger:
    """Standard error as it is at this line: what was it when the log was set up may be closed by now."""
    return structlog.PrintLogger(sys.stderr)
