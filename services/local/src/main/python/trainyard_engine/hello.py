"""A connection that the zygote reads: its hello, and on a control connection the requests after it."""

import socket

from trainyard_engine import limits, protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from trainyard_engine.protocol import Header

_PREFIX = 8


class Conversation(object):
    """Reads headers without waiting and without touching the blobs behind them, which others read."""

    def __init__(self, connection: "socket.socket") -> None:
        self.connection = connection
        self.descriptor = connection.fileno()
        self.controls = False
        self.header = {}  # type: Header
        self.data = b""
        self._buffer = b""

    def hear(self) -> "Optional[Header]":
        """The header once it is whole, else None. Raises EOFError at the end, ProtocolError for what is no header."""
        while True:
            missing = self._missing()
            if missing == 0:
                self.data = self._buffer[_PREFIX:]
                blob_bytes = protocol.lengths(self._buffer)[1]
                self._buffer = b""
                self.header = protocol.decode_header(self.data, blob_bytes)
                return self.header
            try:
                part = self.connection.recv(missing)
            except BlockingIOError:
                return None
            if not part:
                raise EOFError
            self._buffer += part

    def _missing(self) -> int:
        if len(self._buffer) < _PREFIX:
            return _PREFIX - len(self._buffer)
        header_bytes, _ = protocol.lengths(self._buffer[:_PREFIX])
        if header_bytes > protocol.MAX_HEADER:
            raise protocol.ProtocolError("header of %d bytes" % header_bytes)
        return _PREFIX + header_bytes - len(self._buffer)

    def answer(self, header: "Header") -> None:
        """Send a message without blobs; it is short, so that the socket takes it at once."""
        self.connection.sendall(protocol.encode(header))

    def close(self) -> None:
        """Let go of our copy of the connection."""
        self.connection.close()


def require_worker(header: "Header") -> None:
    """Refuse a worker's hello that lacks what its supervisor needs, before it costs a blank."""
    blobs = header.get("blobs")
    if not isinstance(header["worker"], str) or not isinstance(blobs, list) or len(blobs) != 2:
        raise ValueError("a worker needs a name, source and code")
    if not isinstance(header.get("environment", {}), dict):
        raise ValueError("environment must be an object")
    limits.Wanted(header)
