"""The sandbox's first process of ours: imports the common libraries once, keeps blanks ready, hands connections out.

Single-threaded, one epoll loop, no periodic wake-up, never runs node code. It listens on descriptor 3, and ends when
descriptor 0, a pipe whose other end the server holds, ends. Arguments: ``--mode bubblewrap|landlock --blanks N``.
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

from trainyard_engine import blanks, compiler, hello, isolation, memory, preload, system, worker
from trainyard_engine.protocol import ProtocolError

_LISTENING = 3
_LIFELINE = 0
_MAX_DESCRIPTORS = 4096
_GUARDED = 2
_MAX_WAITING = 256
_REFILL_SECONDS = 0.03
_FAILURE_SECONDS = 1.0

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, List, Optional

    from trainyard_engine.blanks import Blank
    from trainyard_engine.hello import Conversation
    from trainyard_engine.protocol import Header


class Zygote(object):
    """The loop and what it knows: who waits, which blanks are ready, which workers live."""

    def __init__(self, listening: 'socket.socket', isolated: 'Any', guarded: int, wanted_blanks: int) -> None:
        self._listening = listening
        self._isolation = isolated
        self._guarded = guarded
        self._wanted_blanks = wanted_blanks
        self._poll = select.epoll()
        self._handlers = {}  # type: Dict[int, Callable[[], None]]
        self._blanks = []  # type: List[Blank]
        self._waiting = []  # type: List[Conversation]
        self._workers = {}  # type: Dict[str, Blank]
        self._checks = {}  # type: Dict[int, socket.socket]
        self._refill_at = 0.0  # type: Optional[float]
        self._woken = _child_wakeups()

    def run(self) -> None:
        """Serve until the lifeline ends."""
        self._watch(self._listening.fileno(), self._accept)
        kind = os.fstat(_LIFELINE).st_mode
        if stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind):
            self._watch(_LIFELINE, self._leave)
        self._watch(self._woken, self._reap)
        while True:
            timeout = -1 if self._refill_at is None else max(self._refill_at - time.monotonic(), 0)
            for descriptor, _ in self._poll.poll(timeout):
                handler = self._handlers.get(descriptor)
                if handler is not None:
                    handler()
            if self._refill_at is not None and time.monotonic() >= self._refill_at:
                self._refill()

    def _watch(self, descriptor: int, handler: 'Callable[[], None]') -> None:
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

    def _hear(self, conversation: 'Conversation') -> None:
        try:
            header = conversation.hear()
            if header is not None:
                self._dispatch(conversation, header)
        except (OSError, EOFError, ProtocolError, KeyError, TypeError, ValueError) as error:
            if not isinstance(error, EOFError):
                sys.stderr.write('zygote: connection closed: %r\n' % error)
            self._forget(conversation.descriptor)
            conversation.close()

    def _dispatch(self, conversation: 'Conversation', header: 'Header') -> None:
        operation = header['op']
        if operation == 'measure' and conversation.controls:
            self._measure(conversation, header)
        elif conversation.controls:
            conversation.answer(self._control(operation, header))
        elif operation == 'control':
            conversation.controls = True
        elif operation == 'worker':
            self._forget(conversation.descriptor)
            self._waiting.append(conversation)
            self._hand_out()
        elif operation == 'check':
            self._forget(conversation.descriptor)
            self._check(conversation)
        else:
            raise ValueError('unknown op %r' % operation)

    def _control(self, operation: str, header: 'Header') -> 'Header':
        if operation == 'ping':
            ready = sum(1 for blank in self._blanks if blank.ready)
            return {'ok': True, 'workers': len(self._workers), 'blanks': ready, 'isolation': self._isolation.names()}
        if operation == 'kill':
            worker = self._workers.get(header['worker'])
            if worker is not None:
                worker.kill()
            return {'ok': True, 'found': worker is not None}
        if operation == 'blanks':
            self._wanted_blanks = min(max(int(header['count']), 0), 64)
            while len(self._blanks) > self._wanted_blanks:
                self._drop(self._blanks[-1])
            self._refill_at = time.monotonic()
            return {'ok': True}
        raise ValueError('unknown op %r' % operation)

    def _measure(self, conversation: 'Conversation', header: 'Header') -> None:
        """Look at many processes without keeping anybody waiting: a child does, and answers."""
        pids = {name: self._workers[name].pid for name in header['workers'] if name in self._workers}
        if os.fork() == 0:
            try:
                conversation.answer({'memory_kb': memory.of_trees(pids)})
            finally:
                os._exit(0)

    def _check(self, conversation: 'Conversation') -> None:
        pid = os.fork()
        if pid == 0:
            compiler.serve(conversation.connection, conversation.header)
        self._checks[pid] = conversation.connection

    def _hand_out(self) -> None:
        """Give waiting connections to ready blanks; start what is missing."""
        while self._waiting:
            blank = next((b for b in self._blanks if b.ready), None)
            if blank is None:
                break
            conversation = self._waiting.pop(0)
            self._blanks.remove(blank)
            name = str(conversation.header['worker'])
            try:
                blank.take(conversation)
                self._workers[name] = blank
                blank.name = name
            except OSError:
                self._waiting.insert(0, conversation)
                self._drop(blank)
                continue
            conversation.close()
            self._refill_soon(_REFILL_SECONDS)
        for conversation in self._waiting[_MAX_WAITING:]:
            conversation.close()
        del self._waiting[_MAX_WAITING:]
        starting = sum(1 for blank in self._blanks if not blank.ready)
        for _ in range(min(len(self._waiting) - starting, 4)):
            self._start()

    def _refill_soon(self, seconds: float) -> None:
        at = time.monotonic() + seconds
        self._refill_at = at if self._refill_at is None else min(self._refill_at, at)

    def _refill(self) -> None:
        self._refill_at = None
        if len(self._blanks) < self._wanted_blanks:
            self._start()
            if len(self._blanks) < self._wanted_blanks:
                self._refill_soon(_REFILL_SECONDS / 3)

    def _start(self) -> None:
        blank = blanks.start(self._isolation, self._guarded)
        self._blanks.append(blank)
        self._watch(blank.descriptor, lambda: self._heard(blank))

    def _heard(self, blank: 'Blank') -> None:
        if blank.hear():
            if blank.ready and blank in self._blanks:
                self._hand_out()
            return
        self._forget(blank.descriptor)
        failed = blank in self._blanks
        self._drop(blank)
        if failed:
            sys.stderr.write('zygote: a blank could not be started\n')
            if self._waiting:
                self._waiting.pop(0).close()
            self._refill_soon(_FAILURE_SECONDS)
            self._hand_out()

    def _drop(self, blank: 'Blank') -> None:
        """Forget a blank or worker that has ended or is not wanted."""
        self._forget(blank.descriptor)
        blank.close()
        if blank in self._blanks:
            self._blanks.remove(blank)
        if self._workers.get(blank.name) is blank:
            del self._workers[blank.name]

    def _reap(self) -> None:
        try:
            os.read(self._woken, 512)
        except BlockingIOError:
            pass
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            checked = self._checks.pop(pid, None)
            if checked is not None:
                compiler.finish(checked, status)


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


def main(arguments: 'List[str]') -> int:
    """Set the process up and run the loop."""
    options = dict(zip(arguments[::2], arguments[1::2]))
    guarded = _guarded_descriptors()
    own_folders = sys.path[:2]
    preload.load()
    worker.prepare(own_folders)
    isolated = isolation.Namespaces(guarded)
    system.prctl(system.PR_SET_CHILD_SUBREAPER, 1)
    system.forbid_new_privileges()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    listening = socket.socket(fileno=_LISTENING)
    listening.setblocking(True)
    zygote = Zygote(listening, isolated, guarded, int(options.get('--blanks', '2')))
    gc.collect()
    gc.disable()
    zygote.run()
    return 0
