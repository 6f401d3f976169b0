"""The sandbox's first process of ours: imports the common libraries once, keeps blanks ready, hands connections out.

Single-threaded, one epoll loop, no periodic wake-up, never runs node code. It listens on descriptor 3, and ends when
descriptor 0, a pipe whose other end the server holds, ends.
Arguments: ``--mode bubblewrap|landlock --blanks N --files MB [--scratch FOLDER]``.
"""

import gc
import os
import resource
import select
import signal
import socket
import stat
import sys
import time

from trainyard_engine import (
    compiler,
    hello,
    isolation,
    landlock,
    memory,
    mould,
    nursery,
    preload,
    settle,
    system,
    worker,
)
from trainyard_engine.protocol import ProtocolError

_LISTENING = 3
_LIFELINE = 0
_MAX_DESCRIPTORS = 4096
_GUARDED = 3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, List

    from trainyard_engine.hello import Conversation
    from trainyard_engine.mould import Mould
    from trainyard_engine.protocol import Header


class Zygote(object):
    """The loop over connections, blanks and children."""

    def __init__(self, listening: "socket.socket", isolated: "Any", cast: "Mould", wanted_blanks: int) -> None:
        self._listening = listening
        self._isolation = isolated
        self._mould = cast
        self._poll = select.epoll()
        self._handlers = {}  # type: Dict[int, Callable[[], None]]
        self._nursery = nursery.Nursery(cast, wanted_blanks, self._watch, self._forget)
        self._children = {}  # type: Dict[int, Optional[socket.socket]]
        self._woken = _child_wakeups()

    def run(self) -> None:
        """Serve until the lifeline ends."""
        self._watch(self._listening.fileno(), self._accept)
        kind = os.fstat(_LIFELINE).st_mode
        if stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind):
            self._watch(_LIFELINE, self._leave)
        self._watch(self._woken, self._reap)
        while True:
            refill_at = self._nursery.refill_at
            for descriptor, _ in self._poll.poll(-1 if refill_at is None else max(refill_at - time.monotonic(), 0)):
                handler = self._handlers.get(descriptor)
                if handler is not None:
                    handler()
            refill_at = self._nursery.refill_at
            if refill_at is not None and time.monotonic() >= refill_at:
                self._nursery.refill()

    def _watch(self, descriptor: int, handler: "Callable[[], None]") -> None:
        self._poll.register(descriptor, select.EPOLLIN)
        self._handlers[descriptor] = handler

    def _forget(self, descriptor: int) -> None:
        if self._handlers.pop(descriptor, None) is not None:
            self._poll.unregister(descriptor)

    def _leave(self) -> None:
        if not os.read(_LIFELINE, 512):
            os._exit(0)

    def _accept(self) -> None:
        connection, _ = self._listening.accept()
        connection.setblocking(False)
        conversation = hello.Conversation(connection)
        self._watch(connection.fileno(), lambda: self._hear(conversation))

    def _hear(self, conversation: "Conversation") -> None:
        try:
            header = conversation.hear()
            if header is not None:
                self._dispatch(conversation, header)
        except (OSError, EOFError, ProtocolError, KeyError, TypeError, ValueError) as error:
            if not isinstance(error, EOFError):
                system.complain("zygote: connection closed: %r\n" % error)
            self._forget(conversation.descriptor)
            conversation.close()

    def _dispatch(self, conversation: "Conversation", header: "Header") -> None:
        operation = header["op"]
        if conversation.controls:
            self._control(conversation, operation, header)
        elif operation == "control":
            conversation.controls = True
        elif operation == "worker":
            hello.require_worker(header)
            self._forget(conversation.descriptor)
            self._nursery.admit(conversation)
        elif operation == "check":
            self._forget(conversation.descriptor)
            pid = os.fork()
            if pid == 0:
                compiler.serve(conversation.connection, header)
            self._children[pid] = conversation.connection
        else:
            raise ValueError("unknown op %r" % operation)

    def _control(self, conversation: "Conversation", operation: str, header: "Header") -> None:
        if operation == "ping":
            conversation.answer(
                {
                    "ok": True,
                    "workers": len(self._nursery.workers),
                    "blanks": self._nursery.ready(),
                    "isolation": self._isolation.names(),
                }
            )
        elif operation == "kill":
            found = self._nursery.workers.get(header["worker"])
            if found is not None:
                found.kill()
            conversation.answer({"ok": True, "found": found is not None})
        elif operation == "measure":
            self._measure(conversation, header["workers"])
        elif operation == "blanks":
            self._nursery.keep(int(header["count"]))
            conversation.answer({"ok": True})
        else:
            raise ValueError("unknown op %r" % operation)

    def _measure(self, conversation: "Conversation", names: "List[str]") -> None:
        """Look at many processes without keeping anybody waiting: a child does, and answers."""
        workers = self._nursery.workers
        pids = {name: workers[name].pid for name in names if name in workers}
        pid = os.fork()
        if pid == 0:
            try:
                conversation.answer({"memory_kb": memory.of_trees(pids)})
            finally:
                os._exit(0)
        self._children[pid] = None

    def _reap(self) -> None:
        try:
            os.read(self._woken, 512)
        except BlockingIOError:
            pass
        ended = 0
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            if pid == self._mould.pid:
                system.complain("zygote: the mould has ended; another is made\n")
                self._mould.ended()
            ended += pid not in self._children
            checked = self._children.pop(pid, None)
            if checked is not None:
                compiler.finish(checked, status)
        if ended:
            self._isolation.forsake(lambda: list(self._children) + self._nursery.processes() + [self._mould.pid])
            self._nursery.hand_out()


def _child_wakeups() -> int:
    """A descriptor that becomes readable when a child has ended."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    return reader


def _guarded_descriptors() -> int:
    """Raise the limit of descriptors; the highest ones are the workers' connection and log."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    limit = _MAX_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _MAX_DESCRIPTORS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    return limit - _GUARDED


def _run_as_batch_work() -> None:
    """A worker that is woken shall not push the server from its processor in the middle of handing out turns."""
    try:
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    except OSError:
        pass  # it costs some turns a second


def _isolation(options: "Dict[str, str]", guarded: int) -> "Any":
    if options["--mode"] == "bubblewrap":
        return isolation.Namespaces(guarded, int(options["--files"]))
    system.prctl(system.PR_SET_DUMPABLE, 0)
    return landlock.Landlocked(guarded, os.path.dirname(sys.prefix), options["--scratch"])


def main(arguments: "List[str]") -> int:
    """Set the process up and run the loop."""
    options = dict(zip(arguments[::2], arguments[1::2]))
    guarded = _guarded_descriptors()
    own_folders = sys.path[:2]
    preload.load()
    worker.prepare(own_folders, isolation.TASK_ROOT)
    system.prctl(system.PR_SET_CHILD_SUBREAPER, 1)
    _run_as_batch_work()
    system.forbid_new_privileges()
    isolated = _isolation(options, guarded)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    listening = socket.socket(fileno=_LISTENING)
    listening.setblocking(True)
    blank_mould = mould.Mould(isolated, guarded)
    zygote = Zygote(listening, isolated, blank_mould, int(options["--blanks"]))
    gc.disable()
    settle.settle()
    blank_mould.make()
    zygote.run()
    return 0
