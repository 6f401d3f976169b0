"""Process 1 of a worker's namespaces: never runs node code, so it always knows how the worker ended.

It waits, blank, until the zygote hands it a connection; puts the node's code in place; passes connection and code on to
the worker, its child; then sleeps until the server half-closes the connection or the worker ends. Either way it kills
what is left and writes the final report.
"""

import _signal
import os
import resource
import select
import socket
import struct

from trainyard_runtime import json_text

from trainyard_engine import handover, limits, page, protocol, system, worker

_READ_HANG_UP = 0x2000
_REPORT_SECONDS = 1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional, Tuple

    from trainyard_engine.isolation import Namespaces
    from trainyard_engine.protocol import Header


def run(zygote: "socket.socket", isolation: "Namespaces", guarded: int) -> None:
    """Be a blank, then somebody's supervisor; returns when all is over."""
    system.close_all_but(0, 1, 2, zygote.fileno())
    _set_signals()
    woken = _wake_pipe()
    isolation.furnish()
    log = system.memory_file(b"log")
    shared = page.Page()
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        worker.run(theirs, log, shared, isolation, guarded)
        os._exit(worker.LOST)
    theirs.close()
    system.prctl(system.PR_SET_DUMPABLE, 0)
    zygote.sendall(b"R")
    taken = handover.receive(zygote)
    if taken is None:
        isolation.kill_rest()
        isolation.clean_up()
        return
    connection, data = taken
    header = json_text.decode(data)
    wanted = limits.Wanted(header)
    source, code = _blobs(connection, header)
    isolation.stock(source, wanted.files_mb)
    try:
        handover.send(ours, connection.fileno(), data, source, code)
    except OSError:
        pass  # the worker is gone already: the watch below tells how
    ours.close()
    ending = _watch(connection, zygote, child, woken)
    isolation.kill_rest()
    isolation.clean_up()
    _report(connection, ending, log, shared, wanted.log_bytes)


def _set_signals() -> None:
    """Nothing that the worker sends may end or distract process 1; only SIGCHLD wakes it."""
    for number in range(1, _signal.NSIG):
        if number not in (_signal.SIGKILL, _signal.SIGSTOP, _signal.SIGCHLD, 32, 33):  # the last two: the C library's
            _signal.signal(number, _signal.SIG_IGN)


def _wake_pipe() -> int:
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    _signal.set_wakeup_fd(writer)
    _signal.signal(_signal.SIGCHLD, lambda number, frame: None)
    return reader


def _blobs(connection: "socket.socket", header: "Header") -> "Tuple[bytes, bytes]":
    source, code = protocol.read_blobs(connection.fileno(), header)
    return source, code


def _watch(connection: "socket.socket", zygote: "socket.socket", child: int, woken: int) -> "Header":
    """Sleep until the server stops the worker or the worker ends; tell which."""
    poll = select.poll()
    poll.register(connection.fileno(), _READ_HANG_UP)
    poll.register(zygote.fileno(), _READ_HANG_UP)
    poll.register(woken, select.POLLIN)
    while True:
        events = dict(poll.poll())
        if connection.fileno() in events or zygote.fileno() in events:
            return {"reason": "stopped"}
        try:
            os.read(woken, 512)
        except BlockingIOError:
            pass
        status = _reap(child)
        if status is not None:
            # A worker whose connection ended leaves by itself: then it was the server that stopped it.
            if any(fd == connection.fileno() for fd, _ in poll.poll(0)):
                return {"reason": "stopped"}
            return _ending(status)


def _reap(child: int) -> "Optional[int]":
    """Reap what has ended, orphans too; the worker's status if it is among them."""
    found = None
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return found
            if pid == child:
                found = status
    except ChildProcessError:
        return found


def _ending(status: int) -> "Header":
    if os.WIFSIGNALED(status):
        return {"reason": "signal", "signal": os.WTERMSIG(status)}
    code = os.WEXITSTATUS(status)
    if code == worker.BROKEN_PROTOCOL:
        return {"reason": "protocol", "exit_code": code}
    return {"reason": "exit", "exit_code": code}


def _report(connection: "socket.socket", ending: "Header", log: int, shared: "page.Page", limit: int) -> None:
    size = os.fstat(log).st_size
    kept = os.pread(log, limit, 0)
    start, dropped = shared.turn()
    if ending["reason"] != "stopped" and shared.is_exhausted():
        ending["reason"] = "memory"
    ending["phase"] = shared.phase()
    ending["memory_kb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    ending["log_start"] = min(start, len(kept))
    ending["log_cut"] = max(size - len(kept), 0) + dropped
    connection.settimeout(None)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", _REPORT_SECONDS, 0))
    try:
        connection.sendall(protocol.encode_report(ending, kept))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1 << 20, socket.MSG_DONTWAIT):
            pass  # a request that nobody read would turn the end of the stream into a reset
    except OSError:
        pass  # the server has gone or does not listen any more
