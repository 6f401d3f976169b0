"""A blank: a supervisor and its worker, isolated and warm, that wait for a node. Seen from the zygote."""

import os
import signal
import socket
import struct
import traceback

from trainyard_engine import handover, supervisor, system

_pid = struct.Struct(">I")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from trainyard_engine.hello import Conversation
    from trainyard_engine.isolation import Namespaces


class Blank(object):
    """The zygote's end of one supervisor, first blank and then a worker's."""

    def __init__(self, channel: "socket.socket", worker: "socket.socket", maker: int) -> None:
        channel.setblocking(False)
        self._channel = channel
        self._worker = worker
        self.descriptor = channel.fileno()
        self.maker = maker
        self.pid = 0
        self.name = ""
        self._furnished = False

    @property
    def ready(self) -> bool:
        """Whether it can be taken."""
        return self._furnished and self.pid > 0

    def hear(self) -> bool:
        """Read what the supervisor says of itself; False when it has ended."""
        try:
            data = self._channel.recv(64)
        except BlockingIOError:
            return True
        except ConnectionResetError:
            return False  # killed before it had read what it was sent
        if not data:
            return False
        while data:
            if data[:1] == b"P":
                self.pid = _pid.unpack_from(data, 1)[0]
                data = data[1 + _pid.size :]
            else:
                self._furnished = True
                data = data[1:]
        return True

    def take(self, conversation: "Conversation") -> None:
        """Hand the connection over; from now on this is a worker."""
        conversation.connection.setblocking(True)
        supervisor.hand_over(self._channel, conversation.descriptor, conversation.header)
        try:
            handover.send_header(self._worker, conversation.descriptor, conversation.data)
        except OSError:
            pass  # the worker is gone already: its supervisor tells how
        self._worker.close()

    def kill(self) -> None:
        """End the supervisor, and with it everything in its namespaces."""
        if self.pid:
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def close(self) -> None:
        """Let go; supervisor and worker, if they are still blank, then end by themselves."""
        self._channel.close()
        self._worker.close()


def start(isolation: "Namespaces", guarded: int) -> Blank:
    """Fork a blank; it says by itself when it is ready."""
    ours, theirs = socket.socketpair()
    to_worker, handed = socket.socketpair()
    maker = os.fork()
    if maker == 0:
        try:
            isolation.detach()
            pid = os.fork()
            if pid:
                theirs.sendall(b"P" + _pid.pack(pid))
            else:
                supervisor.become(theirs, handed, isolation, guarded)
        except BaseException:
            system.complain(traceback.format_exc())
        finally:
            os._exit(0)
    theirs.close()
    handed.close()
    return Blank(ours, to_worker, maker)
