"""How a process becomes a worker's supervisor: it makes what the worker needs, starts it, goes on as another program.

That program (``launcher/supervisor.c`` of the runtime layer) never runs node code, so it always knows how the worker
ended. It is process 1 of the worker's namespaces, takes a fraction of an interpreter's memory, and outlives the worker
to kill what is left and to write the final report.
"""

import fcntl
import os
import struct
import sys

from trainyard_engine import handover, limits, page, system, worker

_PROGRAM = os.path.join(sys.prefix, "libexec", "supervisor")
_FIRST_DESCRIPTOR = 3
_OUT_OF_THE_WAY = 10
_MAX_LOG = 0x7FFFFFFF
_log_limit = struct.Struct("=I")

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket

    from trainyard_engine.isolation import Namespaces
    from trainyard_engine.protocol import Header


def become(zygote: int, handed: int, isolation: "Namespaces", guarded: int) -> None:
    """Be a blank's supervisor. ``zygote`` is its own channel to the zygote, ``handed`` the worker's. Never returns."""
    system.close_all_but(0, 1, 2, zygote, handed)
    source = isolation.furnish()
    log = system.memory_file(b"log")
    shared = page.create()
    child = os.fork()
    if child == 0:
        worker.run(handed, log, page.Page(shared), source, isolation, guarded)
        os._exit(worker.LOST)
    _place(zygote, log, shared)
    os.execve(_PROGRAM, ["supervisor", str(child)] + isolation.folders(), {})


def _place(*descriptors: int) -> None:
    """Give the program its descriptors as it expects them, in a row; all others close by themselves."""
    moved = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _OUT_OF_THE_WAY) for descriptor in descriptors]
    for target, descriptor in enumerate(moved, _FIRST_DESCRIPTOR):
        os.dup2(descriptor, target)


def hand_over(channel: "socket.socket", connection: int, header: "Header") -> None:
    """From the zygote: give a supervisor the connection that its worker is about to serve."""
    handover.send(channel, connection, _log_limit.pack(min(limits.Wanted(header).log_bytes, _MAX_LOG)))
