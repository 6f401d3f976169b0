"""HTTP/1.1 over one socket: the part of it that a client of the Runtime API needs.

``http.client`` costs 20 ms to import and ``socket`` 6; what is here needs the C module alone.
"""

import _socket
import errno
import os
import resource
import struct
from _socket import AF_INET, IPPROTO_TCP, SO_LINGER, SOCK_STREAM, SOL_SOCKET, TCP_NODELAY

HEAD_LIMIT = 64 * 1024
"""Bytes of an answer's status line and headers, and of a chunk's first line."""
BODY_LIMIT = 16 * 1024 * 1024
"""Bytes of an answer's body; an event has at most 6 MB."""

_PIECE = 256 * 1024
_FIRST_FREE = 3
_RESET_AT_CLOSE = struct.pack("ii", 1, 0)
# Node code may replace these in their modules.
_open, _close, _dup2, _limit = os.open, os.close, os.dup2, resource.getrlimit
_make_socket = _socket.socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Dict, Tuple


class ConnectionLostError(Exception):
    """The connection broke, or what came was no HTTP; whether the other side acted is not known."""


class Answer:
    """One answer: ``headers`` have lower-case names; ``lasts`` says whether the connection may be used again."""

    __slots__ = ("body", "headers", "lasts", "status")

    def __init__(self, status: int, headers: "Dict[str, str]", lasts: bool) -> None:
        self.status = status
        self.headers = headers
        self.lasts = lasts
        self.body = b""


class Connection:
    """One connection, used for one request after the other. ``close`` it before node code runs."""

    __slots__ = ("_buffered", "_socket")

    def __init__(self, address: "Tuple[str, int]") -> None:
        self._buffered = b""
        self._socket = _new_socket()
        try:
            self._socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            # No TIME_WAIT: a port for each turn would use them up in a minute of short turns
            self._socket.setsockopt(SOL_SOCKET, SO_LINGER, _RESET_AT_CLOSE)
            self._socket.connect(address)
        except OSError as error:
            self._socket.close()
            raise ConnectionLostError("no connection: %s" % error) from None

    def close(self) -> None:
        """Close it. May be repeated."""
        self._socket.close()

    def exchange(self, head: bytes, body: bytes) -> Answer:
        """Send one request and wait, without limit, for its answer. Raises ConnectionLostError."""
        try:
            self._socket.sendall(head)
            if body:
                self._socket.sendall(body)
            while True:
                answer = self._head()
                if answer.status >= 200:
                    break
            answer.body = self._body(answer)
            return answer
        except OSError as error:
            raise ConnectionLostError(str(error)) from None

    def _head(self) -> Answer:
        lines = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        version, _, rest = lines[0].partition(" ")
        if not version.startswith("HTTP/1.") or not rest[:3].isdigit():
            raise ConnectionLostError("no HTTP: %.100r" % lines[0])
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        wish = headers.get("connection", "").lower()
        return Answer(int(rest[:3]), headers, wish != "close" if version != "HTTP/1.0" else wish == "keep-alive")

    def _body(self, answer: Answer) -> bytes:
        if answer.status in (204, 304):
            return b""
        if "chunked" in answer.headers.get("transfer-encoding", "").lower():
            return self._chunks()
        length = answer.headers.get("content-length")
        if length is None:
            answer.lasts = False
            return self._rest()
        return self._exactly(_number(length, 10))

    def _chunks(self) -> bytes:
        chunks, total = [], 0
        while True:
            size = _number(self._until(b"\r\n").decode("latin-1").partition(";")[0], 16)
            if size == 0:
                while self._until(b"\r\n"):
                    pass  # a trailer
                return b"".join(chunks)
            total += size
            if total > BODY_LIMIT:
                raise ConnectionLostError("a body of over %d bytes" % BODY_LIMIT)
            chunks.append(self._exactly(size))
            if self._until(b"\r\n"):
                raise ConnectionLostError("no HTTP: a chunk is longer than it says")

    def _until(self, end: bytes) -> bytes:
        """Take what comes before ``end``, and ``end`` away."""
        found = self._buffered.find(end)
        while found < 0:
            if len(self._buffered) > HEAD_LIMIT:
                raise ConnectionLostError("no HTTP: a head of over %d bytes" % HEAD_LIMIT)
            self._buffered += self._some()
            found = self._buffered.find(end)
        taken, self._buffered = self._buffered[:found], self._buffered[found + len(end) :]
        return taken

    def _exactly(self, size: int) -> bytes:
        if size > BODY_LIMIT:
            raise ConnectionLostError("a body of over %d bytes" % BODY_LIMIT)
        missing = size - len(self._buffered)
        if missing <= 0:
            taken, self._buffered = self._buffered[:size], self._buffered[size:]
            return taken
        parts, self._buffered = [self._buffered], b""
        while missing > 0:
            part = self._some(missing)
            missing -= len(part)
            parts.append(part)
        return b"".join(parts)

    def _rest(self) -> bytes:
        parts, self._buffered = [self._buffered], b""
        total = len(parts[0])
        while total <= BODY_LIMIT:
            part = self._socket.recv(_PIECE)
            if not part:
                return b"".join(parts)
            total += len(part)
            parts.append(part)
        raise ConnectionLostError("a body of over %d bytes" % BODY_LIMIT)

    def _some(self, most: int = _PIECE) -> bytes:
        part = self._socket.recv(min(most, _PIECE))
        if not part:
            raise ConnectionLostError("the connection ended in the middle of an answer")
        return part


def _number(text: str, base: int) -> int:
    try:
        number = int(text.strip(), base)
    except ValueError:
        number = -1
    if number < 0:
        raise ConnectionLostError("no HTTP: a length of %.100r" % text)
    return number


def _new_socket() -> "_socket.socket":
    """Make a socket that stands in nobody's place, even after node code closed, or used up, all descriptors."""
    made = _any_socket()
    while made.fileno() < _FIRST_FREE:
        # The code closed its standard streams: what it prints later must not go into the connection
        taken, nothing = made.detach(), _open("/dev/null", os.O_RDWR)
        _dup2(nothing, taken)
        _close(nothing)
        made = _any_socket()
    return made


def _any_socket() -> "_socket.socket":
    try:
        return _make_socket(AF_INET, SOCK_STREAM)
    except OSError as error:
        if error.errno != errno.EMFILE:
            raise ConnectionLostError("no socket: %s" % error) from None
    # The code holds every descriptor that there is: one of them is needed to answer its turn
    _close(_limit(resource.RLIMIT_NOFILE)[0] - 1)
    return _make_socket(AF_INET, SOCK_STREAM)
