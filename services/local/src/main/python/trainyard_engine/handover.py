"""Passing a connection from the zygote to a supervisor and to its worker, with what each must know."""

import array
import os
import socket
import struct

_length = struct.Struct("=I")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional, Tuple


def send(channel: "socket.socket", connection: int, data: bytes) -> None:
    """Send ``connection``, and ``data`` with it."""
    rights = array.array("i", [connection])
    sent = channel.sendmsg([data], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    if sent < len(data):
        channel.sendall(data[sent:])


def send_header(channel: "socket.socket", connection: int, header: bytes) -> None:
    """Send the connection and the hello's header to a worker."""
    send(channel, connection, _length.pack(len(header)) + header)


def receive_header(channel: "socket.socket") -> "Optional[Tuple[int, bytes]]":
    """What :func:`send_header` sent; None when the sender has gone."""
    prefix, ancillary, _, _ = channel.recvmsg(_length.size, socket.CMSG_SPACE(4), socket.MSG_CMSG_CLOEXEC)
    if len(prefix) < _length.size or not ancillary:
        return None
    connection = array.array("i", ancillary[0][2][:4])[0]
    return connection, _read(channel.fileno(), _length.unpack(prefix)[0])


def _read(descriptor: int, count: int) -> bytes:
    parts = []
    while count:
        data = os.read(descriptor, count)
        if not data:
            raise EOFError("the other side has gone")
        parts.append(data)
        count -= len(data)
    return b"".join(parts)
