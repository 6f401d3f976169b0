"""A blank: a supervisor and its worker, isolated and warm, that wait for a node. Seen from the zygote."""

import os
import signal
import struct

from trainyard_engine import handover, supervisor, worker

NUMBER, REFUSED = b"P", b"E"
"""What comes before four bytes: the supervisor's process id, or the errno of a fork that failed."""
_number = struct.Struct(">I")

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket

    from trainyard_engine.hello import Conversation


class Blank(object):
    """The zygote's end of one supervisor, first blank and then a worker's."""

    def __init__(self, channel: "socket.socket", to_worker: "socket.socket") -> None:
        channel.setblocking(False)
        self._channel = channel
        self._worker = to_worker
        self._warm = False
        self.descriptor = channel.fileno()
        self.pid = 0
        self.name = ""
        self.refusal = 0
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
            if data[:1] in (NUMBER, REFUSED):
                number = _number.unpack_from(data, 1)[0]
                if data[:1] == NUMBER:
                    self.pid = number
                else:
                    self.refusal = number
                data = data[1 + _number.size :]
            else:
                self._furnished = True
                data = data[1:]
        return True

    def warm_up(self) -> None:
        """Have the worker touch what its first turn will touch: it is next, and holds more memory from then on."""
        if not self._warm:
            self._warm = True
            try:
                self._worker.sendall(worker.WARM_UP)
            except OSError:
                pass  # the worker is gone already: its supervisor tells how

    def take(self, conversation: "Conversation") -> None:
        """Hand the connection over; from now on this is a worker."""
        conversation.connection.setblocking(True)
        self.warm_up()
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
