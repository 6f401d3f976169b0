"""The process that runs a node's code: one turn at a time, over a connection that it alone reads.

Node code may do anything to this process. What must not break for it, the protocol, uses references that were taken
before the code was loaded, built-in functions of its own, and descriptors out of the code's way. What the code can
still break ends this process; the supervisor tells the server how.
"""

import _signal
import builtins
import fcntl
import gc
import linecache
import os
import random
import sys
import types
from _socket import AF_UNIX, SOCK_STREAM
from _socket import socket as plain_socket
from _thread import stack_size

from trainyard_runtime import faults, json_text

from trainyard_engine import forks, handover, leftovers, limits, output, protocol, system, turns

LOST = 70
"""Exit status: the supervisor or the server has gone."""
BROKEN_PROTOCOL = turns.BROKEN_PROTOCOL
WARM_UP = b"W"
"""What a blank waits for before it writes to the memory that its first turn will need."""
CONNECTION_OFFSET = 1
LOG_OFFSET = 0
_COUNTER_OFFSET = 2

_KEPT_HANDLERS = {
    _signal.SIGPIPE: _signal.SIG_IGN,
    _signal.SIGXFSZ: _signal.SIG_IGN,
    _signal.SIGINT: _signal.default_int_handler,
}
_THREAD_STACK = 1024 * 1024
_OWN_PACKAGES = ("trainyard_engine", "trainyard_runtime")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Sequence

    from trainyard_engine.isolation import Namespaces
    from trainyard_engine.page import Page

_kept_alive = []  # type: List[Any]


def prepare(own_folders: "Sequence[str]", task_root: str) -> None:
    """In the zygote, once everything is imported: make the interpreter what node code is to find.

    Hides the engine's modules, gives them built-in functions of their own, and sets search path, streams and
    environment. What is done here costs a worker no memory of its own.
    """
    private = dict(vars(builtins))
    for name in [name for name in sys.modules if name.split(".")[0] in _OWN_PACKAGES]:
        module = sys.modules.pop(name)
        vars(module)["__builtins__"] = private
        _kept_alive.append(module)
    _kept_alive.append(sys.modules["__main__"])
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.path[:] = [task_root] + [path for path in sys.path if path not in own_folders]
    sys.path_importer_cache.pop(task_root, None)
    sys.argv = ["/opt/bootstrap"]
    os.environ.clear()
    output.open_streams()
    faults.reserve.block = bytes(faults.RESERVE_SIZE)  # zeros that nobody wrote: room, but no memory


def run(handed: int, log: int, shared: "Page", file: int, isolation: "Namespaces", guarded: int) -> None:
    """Be the blank's worker, then a node's, whose code is to be written to ``file``; never returns normally."""
    status = LOST
    try:
        forks.usual()
        channel = plain_socket(AF_UNIX, SOCK_STREAM, 0, handed)
        _own_session(handed, file, log, guarded + LOG_OFFSET)
        counter = isolation.open_counter(guarded + _COUNTER_OFFSET)
        isolation.confine()
        if not channel.recv(len(WARM_UP)):
            os._exit(LOST)
        random.seed()
        collected = output.Output(guarded + LOG_OFFSET, shared)
        left = leftovers.Leftovers(isolation.processes_left, counter)
        served = turns.Turns(guarded + CONNECTION_OFFSET, collected, left, shared)
        served.warm_up()
        taken = handover.receive_header(channel)
        if taken is None:
            os._exit(LOST)
        descriptor, data = taken
        channel.close()
        fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, guarded + CONNECTION_OFFSET)
        os.close(descriptor)
        header = json_text.decode(data)
        source, code = protocol.read_blobs(guarded + CONNECTION_OFFSET, header)
        protocol.write_all(file, source)
        os.close(file)
        _become(header, isolation)
        if isolation.task_root != "/var/task":
            _remember_source(source)
        status = served.serve(header, source, code)
    except protocol.ProtocolError:
        status = BROKEN_PROTOCOL
    except MemoryError:
        shared.exhausted()
    except BaseException as error:
        os.write(guarded + LOG_OFFSET, ("worker failed: %r\n" % error).encode("utf-8", "replace"))
    finally:
        os._exit(status)


def _own_session(channel: int, file: int, log: int, log_target: int) -> None:
    """Default signals, an own session, the log as output, nothing as input, and no other descriptor."""
    os.setsid()
    _signal.set_wakeup_fd(-1)
    for number in range(1, _signal.NSIG):
        if number not in (_signal.SIGKILL, _signal.SIGSTOP, 32, 33):  # the last two are the C library's
            _signal.signal(number, _KEPT_HANDLERS.get(number, _signal.SIG_DFL))
    fcntl.fcntl(log, fcntl.F_SETFL, os.O_APPEND)
    os.dup2(log, log_target, False)
    os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
    os.dup2(log_target, 1)
    os.dup2(log_target, 2)
    system.close_all_but(0, 1, 2, channel, file, log_target)
    try:
        descriptor = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        os.write(descriptor, b"1000")
        os.close(descriptor)
    except OSError:
        pass  # without it the kernel picks a victim by size alone


def _become(header: "Dict[str, Any]", isolation: "Namespaces") -> None:
    """Take on the environment, limits and folder of a node."""
    for name, value in isolation.environment(header.get("environment", {})).items():
        os.environ[name] = value
    os.chdir(isolation.task_root)
    stack_size(_THREAD_STACK)
    sys.path[0] = isolation.task_root
    gc.enable()
    isolation.limit(limits.Wanted(header))


def _remember_source(source: bytes) -> None:
    """Where the code's file has another name than its frames say, stacks would have no source lines."""
    lines = source.decode("utf-8", "replace").splitlines(True)
    linecache.cache[turns.FILE] = (len(source), None, lines, turns.FILE)
