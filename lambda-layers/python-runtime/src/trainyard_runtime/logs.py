"""The log of a turn as far as the function's process writes it: its platform adds START, END and REPORT.

The root logger has level WARNING and one handler that writes
``[LEVEL]<tab><UTC time>.<milliseconds>Z<tab><request id><tab><message>``; what the code prints is not touched.
"""

import logging
from time import gmtime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from trainyard_runtime.faults import Fault

_FORMAT = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
_TIME_FORMAT = "%Y-%m-%dT%H:%M:%S"


class _Log:
    """Where lines go and the request that they belong to; one per process."""

    __slots__ = ("request_id", "stream")

    def __init__(self) -> None:
        self.stream = None  # type: Optional[TextIO]
        self.request_id = ""


_log = _Log()


class _OfRequest(logging.Filter):
    """Gives every record the id of the running request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.aws_request_id = _log.request_id
        return True


class _UtcFormatter(logging.Formatter):
    converter = staticmethod(gmtime)


def set_up(stream: "TextIO") -> None:
    """Send log lines to ``stream`` and make its handler the only one of the root logger, at level WARNING."""
    _log.stream = stream
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_UtcFormatter(_FORMAT, _TIME_FORMAT))
    handler.addFilter(_OfRequest())
    root = logging.getLogger()
    for earlier in list(root.handlers):
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)


def set_request(request_id: str) -> None:
    """Name the request that the next records belong to."""
    _log.request_id = request_id


def fault_text(fault: "Fault") -> str:
    """Give the lines that Lambda logs for a fault: its type, message and traceback."""
    lines = ["[ERROR] %s: %s" % (fault.error_type, fault.error_message)]
    if fault.stack:
        lines.append("Traceback (most recent call last):")
    for file, line, function, source in fault.stack:
        lines.append('  File "%s", line %s, in %s' % (file, line, function))
        if source:
            lines.append("    " + source)
    return "\n".join(lines) + "\n"


def write_fault(fault: "Fault") -> None:
    """Write :func:`fault_text`; a stream that the node has closed or broken loses its log, never the turn."""
    try:
        stream = _log.stream
        if stream is not None:
            stream.write(fault_text(fault))
            stream.flush()
    except (OSError, ValueError):
        pass
