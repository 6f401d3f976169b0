"""The mould: a child of the zygote that blanks are forked from, and that does nothing else.

Whatever the zygote does, serving its socket, writes to a few hundred pages, and a blank forked from it would keep the
pages as they were then, for itself alone, as long as it lives. The mould stays as it was made: what its blanks do not
write to, all of them share.
"""

import _signal
import array
import os
import socket
import struct
import traceback
from _socket import socket as plain_socket

from trainyard_engine import blanks, forks, supervisor, system

_DESCRIPTORS = 2
_CONTROL_BYTES = socket.CMSG_SPACE(4 * _DESCRIPTORS)
_ERRNO = struct.Struct(">I")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from trainyard_engine.isolation import Namespaces


class Mould(object):
    """The zygote's end of the mould. Without a mould, or when it has ended, the next blank needs a new one."""

    def __init__(self, isolation: "Namespaces", guarded: int) -> None:
        self._isolation = isolation
        self._guarded = guarded
        self._channel = None  # type: Optional[socket.socket]
        self.pid = 0

    def make(self) -> None:
        """Fork the mould: before anything else is done, so that it has nothing of it."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        forks.quiet()
        try:
            pid = os.fork()
            if pid == 0:
                _wait_and_fork(theirs.detach(), self._isolation, self._guarded)
        except OSError:
            ours.close()
            raise
        finally:
            forks.usual()
            theirs.close()
        ours.setblocking(False)
        self._channel, self.pid = ours, pid

    def cast(self) -> "blanks.Blank":
        """Start a blank; it says by itself when it is ready. Raises OSError when there is no room for one."""
        if self._channel is None:
            self.make()
        ours, theirs = socket.socketpair()
        to_worker, handed = socket.socketpair()
        try:
            rights = array.array("i", [theirs.fileno(), handed.fileno()])
            self._channel.sendmsg([b"B"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        except OSError:
            ours.close()
            to_worker.close()
            raise
        finally:
            theirs.close()
            handed.close()
        return blanks.Blank(ours, to_worker)

    def ended(self) -> None:
        """Take note that the mould has gone; blanks and workers live on."""
        if self._channel is not None:
            self._channel.close()
        self._channel, self.pid = None, 0


def _wait_and_fork(channel: int, isolation: "Namespaces", guarded: int) -> None:
    """Be the mould. Ends with the zygote."""
    try:
        _signal.set_wakeup_fd(-1)
        _signal.signal(_signal.SIGCHLD, _signal.SIG_IGN)  # the kernel buries what it forks
        system.close_all_but(0, 1, 2, channel)
        asked = plain_socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, 0, channel)
        while True:
            data, ancillary, _, _ = asked.recvmsg(1, _CONTROL_BYTES)
            if not data:
                break
            _fork(array.array("i", ancillary[0][2]), isolation, guarded)
    except BaseException:
        system.complain(traceback.format_exc())
    finally:
        os._exit(0)


def _fork(descriptors: "array.array[int]", isolation: "Namespaces", guarded: int) -> None:
    try:
        if os.fork() == 0:
            _become_blank(descriptors[0], descriptors[1], isolation, guarded)
    except OSError as error:
        os.write(descriptors[0], blanks.REFUSED + _ERRNO.pack(error.errno or 0))
    for descriptor in descriptors:
        os.close(descriptor)


def _become_blank(zygote: int, handed: int, isolation: "Namespaces", guarded: int) -> None:
    """Fork the supervisor into its new namespaces, tell its number, and end."""
    try:
        _signal.signal(_signal.SIGCHLD, _signal.SIG_DFL)
        isolation.detach()
        pid = os.fork()
        if pid:
            os.write(zygote, blanks.NUMBER + _ERRNO.pack(pid))
        else:
            supervisor.become(zygote, handed, isolation, guarded)
    except BaseException:
        system.complain(traceback.format_exc())
    finally:
        os._exit(0)
