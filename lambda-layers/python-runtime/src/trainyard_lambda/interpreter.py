"""What node code finds of the interpreter, and what is put right after it ran."""

import builtins
import io
import os
import resource
import signal
import sys
import types
from _thread import stack_size

from trainyard_runtime import logs

_PACKAGES = ("/opt/python/lib/python3.6/site-packages", "/opt/python")
_OWN_PACKAGES = ("trainyard_lambda", "trainyard_runtime")
_MEGABYTE = 1024 * 1024
_THREAD_STACK = _MEGABYTE
_RECURSION_LIMIT = 1000
_TIMERS = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_kept_alive = []  # type: List[Any]


def prepare(own_folder: str, task_root: str) -> None:
    """Make the interpreter what node code is to find: its folder, the layer's packages, plain streams.

    The modules of these packages leave ``sys.modules`` and get built-in functions of their own, so that they work on
    whatever the code does to either.
    """
    private = dict(vars(builtins))
    for name in [name for name in sys.modules if name.split(".")[0] in _OWN_PACKAGES]:
        module = sys.modules.pop(name)
        vars(module)["__builtins__"] = private
        _kept_alive.append(module)
    _kept_alive.append(sys.modules["__main__"])
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.path[:] = [task_root] + list(_PACKAGES) + [path for path in sys.path if path != own_folder]
    sys.argv = ["/opt/bootstrap"]
    if os.path.isdir(task_root):
        os.chdir(task_root)
    _open_streams()


def limit_memory(megabytes: int) -> None:
    """Let memory run out as an exception, with a line to show for it, before Lambda would kill the process.

    Stacks of threads count too; of the usual 8 MB each, a small function could not have a dozen.
    """
    stack_size(_THREAD_STACK)
    for which, wanted in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_DATA, megabytes * _MEGABYTE)):
        hard = resource.getrlimit(which)[1]
        if hard == resource.RLIM_INFINITY or wanted <= hard:
            resource.setrlimit(which, (wanted, hard))


def _open_streams() -> None:
    """Nothing to read, and text that is out at once: what was written before a process dies is not lost with it."""
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), "utf-8")
    sys.stdout, sys.stderr = [
        io.TextIOWrapper(
            io.FileIO(descriptor, "w", closefd=False),
            "utf-8",
            "backslashreplace",
            line_buffering=True,
            write_through=True,
        )
        for descriptor in (1, 2)
    ]
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    logs.set_up(sys.stdout)


class Order:
    """Puts right what a turn may have left armed; made before node code could replace what it uses."""

    def __init__(self) -> None:
        self._set_trace, self._set_profile, self._set_timer = sys.settrace, sys.setprofile, signal.setitimer
        self._get_recursion, self._set_recursion = sys.getrecursionlimit, sys.setrecursionlimit
        self._system = sys

    def restore(self) -> None:
        """Take off traces and timers, and get the code's own streams emptied."""
        self._set_trace(None)
        self._set_profile(None)
        if self._get_recursion() != _RECURSION_LIMIT:
            self._set_recursion(_RECURSION_LIMIT)
        for timer in _TIMERS:
            self._set_timer(timer, 0)
        _flush(self._system.stdout)
        _flush(self._system.stderr)


def _flush(stream: "Any") -> None:
    try:
        stream.flush()
    except BaseException:
        pass  # the code closed or replaced it
