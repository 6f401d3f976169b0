"""Frames of the engine's socket.

A frame is a 4-byte big-endian length and that many bytes. A message is a frame that holds a 4-byte header length, a
JSON object and then the blobs whose lengths the object's ``blobs`` lists, filling the rest exactly. Once a worker has
its code, what comes and goes are turns: frames with headers of fixed fields, see :mod:`trainyard_engine.turn_frames`.
"""

import json
import os
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Optional, Sequence, Tuple

    Header = Dict[str, Any]

MAX_FRAME = 16 * 1024 * 1024
MAX_HEADER = 64 * 1024

_pair = struct.Struct(">II")


class ProtocolError(Exception):
    """What was read is no frame of ours; the connection is of no further use."""


def read_exactly(descriptor: int, count: int) -> "Optional[bytes]":
    """``count`` bytes, or None when the stream ends before the first of them."""
    data = os.read(descriptor, min(count, 1 << 20)) if count else b""
    if len(data) == count:
        return data
    if not data:
        return None
    parts = [data]
    missing = count - len(data)
    while missing:
        data = os.read(descriptor, min(missing, 1 << 20))
        if not data:
            raise ProtocolError("the stream ended inside a frame")
        parts.append(data)
        missing -= len(data)
    return b"".join(parts)


def lengths(prefix: bytes) -> "Tuple[int, int]":
    """Header and blob bytes that follow the first 8 bytes of a message."""
    total, header = _pair.unpack_from(prefix)
    if total > MAX_FRAME or header + 4 > total:
        raise ProtocolError("impossible frame lengths %d, %d" % (total, header))
    return header, total - header - 4


def decode_header(data: bytes, blob_bytes: int) -> "Header":
    """The header object; its blob lengths agree with ``blob_bytes``."""
    try:
        header = json.loads(data.decode("utf-8"))
    except ValueError as error:
        raise ProtocolError("header is no JSON: %s" % error)
    if not isinstance(header, dict):
        raise ProtocolError("header is no object")
    sizes = header.get("blobs", [])
    if not isinstance(sizes, list) or not all(isinstance(s, int) and s >= 0 for s in sizes) or sum(sizes) != blob_bytes:
        raise ProtocolError("blob lengths do not fill the frame")
    return header


def read_blobs(descriptor: int, header: "Header") -> "List[bytes]":
    """The blobs that follow ``header`` on the stream."""
    blobs = []
    for size in header.get("blobs", []):
        blob = read_exactly(descriptor, size)
        if blob is None:
            raise ProtocolError("the stream ended before a blob")
        blobs.append(blob)
    return blobs


def read_message(descriptor: int) -> "Optional[Tuple[Header, List[bytes]]]":
    """The next message, or None at the end of the stream."""
    prefix = read_exactly(descriptor, 8)
    if prefix is None:
        return None
    header_bytes, blob_bytes = lengths(prefix)
    data = read_exactly(descriptor, header_bytes)
    if data is None:
        raise ProtocolError("the stream ended before a header")
    header = decode_header(data, blob_bytes)
    return header, read_blobs(descriptor, header)


def encode(header: "Header", blobs: "Sequence[bytes]" = ()) -> bytes:
    """A whole message, ``blobs`` lengths filled in."""
    if blobs:
        header = dict(header, blobs=[len(b) for b in blobs])
    data = json.dumps(header, separators=(",", ":")).encode("ascii")
    body = b"".join(blobs)
    return _pair.pack(4 + len(data) + len(body), len(data)) + data + body


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte."""
    written = os.write(descriptor, data)
    if written < len(data):
        view = memoryview(data)
        while written < len(data):
            written += os.write(descriptor, view[written:])
