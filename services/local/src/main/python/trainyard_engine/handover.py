"""Passing a connection from the zygote to a supervisor and on to its worker, with what comes along."""

import array
import os
import socket
import struct

_lengths = struct.Struct(">III")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional, Tuple


def send(channel: "socket.socket", descriptor: int, header: bytes, source: bytes = b"", code: bytes = b"") -> None:
    """Send ``descriptor``, the hello's header and, to a worker, the code."""
    prefix = _lengths.pack(len(header), len(source), len(code))
    rights = array.array("i", [descriptor])
    channel.sendmsg([prefix], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    channel.sendall(b"".join((header, source, code)))


def receive(channel: "socket.socket") -> "Optional[Tuple[socket.socket, bytes]]":
    """What :func:`send` sent without code; None when the sender has gone."""
    received = receive_all(channel)
    return received and (socket.socket(fileno=received[0]), received[1])


def receive_all(channel: "socket.socket") -> "Optional[Tuple[int, bytes, bytes, bytes]]":
    """Descriptor, header, source and code; None when the sender has gone."""
    prefix, ancillary, _, _ = channel.recvmsg(_lengths.size, socket.CMSG_SPACE(4))
    if len(prefix) < _lengths.size or not ancillary:
        return None
    descriptor = array.array("i", ancillary[0][2][:4])[0]
    sizes = _lengths.unpack(prefix)
    parts = [_read(channel.fileno(), size) for size in sizes]
    return (descriptor, parts[0], parts[1], parts[2])


def _read(descriptor: int, count: int) -> bytes:
    parts = []
    while count:
        data = os.read(descriptor, min(count, 1 << 20))
        if not data:
            raise EOFError("the other side has gone")
        parts.append(data)
        count -= len(data)
    return b"".join(parts)
