"""What a runtime may ask of AWS Lambda: the next event, and to take a result or a fault.

See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import re
import time

from trainyard_lambda.connection import Connection, ConnectionLostError

ATTEMPTS = 4
"""How often a request is sent when connections break, one right after the other."""

_ROOT = "/2018-06-01/runtime/"
_PAUSES = (0, 0.02, 0.2)
_LONG_WAIT = 1.0
_TOO_LARGE = 413
_NO_PART_OF_A_TYPE = re.compile("[^A-Za-z0-9_.]")
_TYPE_LIMIT = 128
_sleep, _now = time.sleep, time.monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from trainyard_lambda.connection import Answer
    from trainyard_runtime.faults import Fault


class RefusedError(Exception):
    """Lambda answered what leaves nothing to do but to end the process."""


class Event:
    """One event and what Lambda says about it. ``deadline_ms`` counts from the epoch."""

    __slots__ = ("arn", "body", "client_context", "deadline_ms", "identity", "request_id", "trace_id")

    def __init__(self, answer: "Answer") -> None:
        headers = answer.headers
        self.body = answer.body
        self.request_id = headers.get("lambda-runtime-aws-request-id", "")
        if not self.request_id:
            raise RefusedError("The Runtime API gave an event without a request id.")
        self.deadline_ms = _milliseconds(headers.get("lambda-runtime-deadline-ms", ""))
        self.arn = headers.get("lambda-runtime-invoked-function-arn", "")
        self.trace_id = headers.get("lambda-runtime-trace-id")
        self.client_context = headers.get("lambda-runtime-client-context")
        self.identity = headers.get("lambda-runtime-cognito-identity")


class RuntimeApi:
    """The API at one address, ``host:port``. A connection stays open from one request to the next until ``rest``."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit():
            raise RefusedError("AWS_LAMBDA_RUNTIME_API must be host:port, and is %r." % address)
        self._address = (host, int(port))  # type: Tuple[str, int]
        self._name = address
        self._connection = None  # type: Optional[Connection]

    def next(self) -> Event:
        """Wait for the next event, however long it takes."""
        answer = self._exchange("GET", "invocation/next")
        return Event(answer)

    def respond(self, request_id: str, result: bytes) -> None:
        """Hand over what ``main`` returned, as JSON."""
        self._exchange("POST", "invocation/%s/response" % request_id, result)

    def fail(self, request_id: str, fault: "Fault") -> None:
        """Hand over what became of ``main`` instead."""
        self._exchange("POST", "invocation/%s/error" % request_id, fault.engine_json(), fault.error_type)

    def fail_to_load(self, fault: "Fault") -> None:
        """Say that the code cannot be loaded. Lambda expects the process to end then."""
        self._exchange("POST", "init/error", fault.engine_json(), fault.error_type)

    def rest(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _exchange(self, method: str, path: str, body: bytes = b"", error_type: str = "") -> "Answer":
        head = self._head(method, _ROOT + path, len(body), error_type)
        failures = 0
        while True:
            began = _now()
            try:
                answer = self._open().exchange(head, body)
                break
            except ConnectionLostError as lost:
                self.rest()
                # A long wait that was cut off is none of the failures in a row
                failures = 1 if _now() - began > _LONG_WAIT else failures + 1
                if failures == ATTEMPTS:
                    raise RefusedError("The Runtime API at %s does not answer: %s" % (self._name, lost)) from None
                _sleep(_PAUSES[failures - 1])
        if not answer.lasts:
            self.rest()
        # Lambda itself tells the caller of a result that is too large
        if not 200 <= answer.status < 300 and answer.status != _TOO_LARGE:
            said = answer.body[:300].decode("utf-8", "replace")
            raise RefusedError("The Runtime API answered %d to %s: %s" % (answer.status, path, said))
        return answer

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = Connection(self._address)
        return self._connection

    def _head(self, method: str, path: str, length: int, error_type: str) -> bytes:
        lines = ["%s %s HTTP/1.1" % (method, path), "Host: " + self._name]
        if method == "POST":
            lines += ["Content-Type: application/json", "Content-Length: %d" % length]
        if error_type:
            lines.append("Lambda-Runtime-Function-Error-Type: " + type_for_header(error_type))
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def type_for_header(error_type: str) -> str:
    """Give what of a class's name, which may hold anything, a header can hold."""
    return _NO_PART_OF_A_TYPE.sub("_", error_type)[:_TYPE_LIMIT]


def _milliseconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
