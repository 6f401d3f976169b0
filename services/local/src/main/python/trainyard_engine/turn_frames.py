"""Frames of turns: like every message a frame with a header's length, but the header is of fixed fields, big-endian.

Request: deadline in milliseconds of the epoch (8 bytes), form of the event (1), the request's id in UTF-8; then the
event. Answer: flags (1), microseconds in ``main`` (8) and of loading (8), KiB of memory (4), where in the log the
turn's own output starts (4), bytes cut from the log (8), bytes of the result (4), the request's id; then result and
log.
"""

import os
import struct

JSON, BODY = 0, 1
"""Forms of an event: JSON, or the text of the only member, ``body``, of an object."""
OK, LOADED, RETIRE, FIRST, NOTICE = 1, 2, 4, 8, 16
"""Flags: a result, not a fault; the code is loaded; the worker serves no other turn; the time of loading is told; no
answer, but word that the code is loaded."""

_READ_BYTES = 64 * 1024
_MAX_FRAME = 16 * 1024 * 1024
_lengths = struct.Struct(">II")
_request = struct.Struct(">IIQB")
_answer = struct.Struct(">IIBQQIIQI")
_LENGTHS_BYTES, _REQUEST_BYTES = _lengths.size, _request.size
_REQUEST_FIELDS = _REQUEST_BYTES - _LENGTHS_BYTES
_ANSWER_FIELDS = _answer.size - _LENGTHS_BYTES
_read, _write, _join = os.read, os.write, b"".join  # node code may replace them
_unpack, _pack = _request.unpack_from, _answer.pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional, Tuple

    Request = Tuple[str, int, int, bytes]


class Frames(object):
    """Both directions of a worker's connection."""

    def __init__(self, connection: int) -> None:
        self._connection = connection

    def receive(self) -> "Optional[Request]":
        """Id, deadline, form and event of the next turn; None at the end of the stream.

        Raises OSError, EOFError or ValueError for what is no request.
        """
        data = _read(self._connection, _READ_BYTES)
        if not data:
            return None
        if len(data) < _REQUEST_BYTES:
            data = self._begun(data)
        total, header_bytes, deadline_ms, form = _unpack(data)
        event = _LENGTHS_BYTES + header_bytes
        if total > _MAX_FRAME or not _REQUEST_FIELDS <= header_bytes <= total - 4 or form > BODY:
            raise ValueError("no request")
        if len(data) < 4 + total:
            data = self._filled(data, 4 + total)
        if len(data) != 4 + total:
            raise ValueError("two requests at once")
        return data[_REQUEST_BYTES:event].decode("utf-8"), deadline_ms, form, data[event:]

    def _begun(self, data: bytes) -> bytes:
        """Wait for all fields, unless the lengths show that they will not come."""
        while len(data) < _LENGTHS_BYTES:
            data += self._more(_READ_BYTES)
        total, header_bytes = _lengths.unpack_from(data)
        if header_bytes < _REQUEST_FIELDS or total < header_bytes:
            raise ValueError("no request")
        while len(data) < _REQUEST_BYTES:
            data += self._more(_READ_BYTES)
        return data

    def _filled(self, data: bytes, end: int) -> bytes:
        parts, missing = [data], end - len(data)
        while missing > 0:
            part = self._more(_MAX_FRAME)
            parts.append(part)
            missing -= len(part)
        return _join(parts)

    def _more(self, most: int) -> bytes:
        part = _read(self._connection, most)
        if not part:
            raise EOFError
        return part

    def loaded(self) -> None:
        """Give word that the code is loaded."""
        self.answer(NOTICE, b"", 0, 0, 0, b"", b"", 0, 0)

    def answer(
        self,
        flags: int,
        request_id: bytes,
        run_us: int,
        init_us: int,
        memory_kb: int,
        result: bytes,
        log: bytes,
        log_start: int,
        log_cut: int,
    ) -> None:
        """Answer a turn."""
        header = _ANSWER_FIELDS + len(request_id)
        total = 4 + header + len(result) + len(log)
        fields = _pack(total, header, flags, run_us, init_us, memory_kb, log_start, log_cut, len(result))
        data = _join((fields, request_id, result, log))
        written = _write(self._connection, data)
        while written < len(data):
            data = data[written:]
            written = _write(self._connection, data)
