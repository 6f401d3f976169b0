"""The fallback where user namespaces are refused: Landlock, limits and a system call filter, without namespaces.

A worker can read the layers, its own code and little of ``/etc``, and write in a folder of its own. It shares process
ids and the network with the machine, and ``/opt``, ``/var/task`` and ``/tmp`` are folders elsewhere: code that names
those paths itself does not find them. Only for a server that listens on loopback.
"""

import ctypes
import os
import signal
import struct
import time

from trainyard_engine import limits, seccomp, system

_waitid = os.waitid  # node code may replace it
_ANY, _LOOK = os.P_ALL, os.WEXITED | os.WNOHANG | os.WNOWAIT

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_FLAG = 1
_RULE_PATH = 1
_READ = 1 | 4 | 8  # execute, read file, read folder
_OF_FILES = 1 | 2 | 4
_TRUNCATE, _DEVICE_CONTROL = 1 << 14, 1 << 15
_SCOPES = 1 | 2  # abstract sockets, signals
_TASKS_OF_OTHERS = 1024
"""How many processes and threads the user may start beside a worker without keeping it from its own."""
_READABLE = (
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/resolv.conf",
    "/etc/passwd",
    "/etc/group",
    "/etc/localtime",
    "/run/systemd/resolve",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
)
_WRITABLE = ("/dev/null",)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, Dict, List, Sequence


def version() -> int:
    """The kernel's Landlock version, 0 without one."""
    try:
        return system.syscall("landlock_create_ruleset", _CREATE, 0, 0, _VERSION_FLAG)
    except OSError:
        return 0


def restrict(readable: "Sequence[str]", writable: "Sequence[str]") -> None:
    """Leave the calling process, and all it starts, only these paths; needs no_new_privs."""
    known = version()
    everything = (1 << 13) - 1 | (1 << 13 if known >= 2 else 0) | (_TRUNCATE if known >= 3 else 0)
    everything |= _DEVICE_CONTROL if known >= 5 else 0
    attributes = struct.pack("=QQQ", everything, 0, _SCOPES if known >= 6 else 0)
    size = 24 if known >= 6 else 8
    holder = ctypes.create_string_buffer(attributes, len(attributes))
    rules = system.syscall("landlock_create_ruleset", _CREATE, ctypes.addressof(holder), size)
    for paths, access in ((readable, _READ), (writable, everything & ~_DEVICE_CONTROL)):
        for path in paths:
            _allow(rules, path, access, known)
    system.syscall("landlock_restrict_self", _RESTRICT, rules)
    os.close(rules)


def _allow(rules: int, path: str, access: int, known: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # this machine has no such file
    if not os.path.isdir(path):
        access &= _OF_FILES | (_TRUNCATE if known >= 3 else 0)
    rule = ctypes.create_string_buffer(struct.pack("=Qi", access, descriptor), 12)
    system.syscall("landlock_add_rule", _ADD, rules, _RULE_PATH, ctypes.addressof(rule))
    os.close(descriptor)


class Landlocked(object):
    """How workers are isolated from each other and from the machine without namespaces."""

    def __init__(self, first_guarded: int, opt: str, scratch: str) -> None:
        self._first_guarded = first_guarded
        self._opt = opt
        self._scratch = scratch
        self._version = version()
        self._folder = ""
        self._processes = -1
        self.task_root = ""

    def names(self) -> "List[str]":
        """What is in force, for people to read."""
        landlock = ["landlock %d" % self._version] if self._version else []
        return landlock + (["seccomp"] if seccomp.is_available() else []) + ["rlimits", "no_new_privs"]

    def detach(self) -> None:
        """No namespaces here."""

    def furnish(self) -> int:
        """Make the worker's folders; give the file that its code is to be written to.

        Run by the later supervisor, to which all that the worker leaves will fall.
        """
        system.prctl(system.PR_SET_CHILD_SUBREAPER, 1)
        self._folder = os.path.join(self._scratch, os.urandom(8).hex())
        self.task_root = os.path.join(self._folder, "task")
        for folder in (self._folder, self.task_root, self._temporary()):
            os.mkdir(folder, 0o700)
        return os.open(os.path.join(self.task_root, "handler.py"), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)

    def _temporary(self) -> str:
        return os.path.join(self._folder, "tmp")

    def open_counter(self, descriptor: int) -> int:
        """Process ids are the whole machine's here: they tell nothing."""
        return -1

    def confine(self) -> None:
        """Take from the worker what it could use against anything but itself."""
        system.prctl(system.PR_SET_CHILD_SUBREAPER, 1)  # so that what it leaves is seen after each turn
        system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)
        system.prctl(system.PR_SET_DUMPABLE, 1)  # the zygote measures it
        self._processes = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)  # out of reach soon
        if self._version:
            restrict((self._opt, self.task_root) + _READABLE, (self._temporary(),) + _WRITABLE)
        if seccomp.is_available():
            only = 0 if self._version >= 6 else os.getpid()
            seccomp.Filter(seccomp.program(self._first_guarded, only)).apply()

    def limit(self, wanted: "limits.Wanted") -> None:
        """Set the worker's resource limits; the kernel counts all tasks of the user together, who come and go."""
        limits.apply(wanted, _tasks_of_user(self._processes) + _TASKS_OF_OTHERS)
        os.close(self._processes)

    def environment(self, given: "Dict[str, str]") -> "Dict[str, str]":
        """The environment with the paths that this machine has."""
        made = {name: self._moved(value) for name, value in given.items()}
        made.update(LAMBDA_TASK_ROOT=self.task_root, HOME=self._temporary(), TMPDIR=self._temporary())
        return made

    def _moved(self, value: str) -> str:
        return self._opt + value[len("/opt") :] if value.startswith("/opt/") else value

    def processes_left(self) -> bool:
        """Whether the worker has children; orphans below it are its children too."""
        try:
            _waitid(_ANY, 0, _LOOK)
        except ChildProcessError:
            return False
        return True

    def forsake(self, known: "Callable[[], List[int]]") -> None:
        """Kill what a killed supervisor left: it has fallen to the zygote, whose own children ``known`` gives."""
        kill_descendants(known)

    def folders(self) -> "List[str]":
        """The worker's folders, which the supervisor removes in the end."""
        return [self._folder]


def kill_descendants(spared: "Callable[[], Sequence[int]]") -> None:
    """Kill and reap all below the calling process, which orphans fall to, but ``spared`` children and theirs.

    ``spared`` is asked after each look at the processes, so that it knows of those that were seen.
    """
    while True:
        children = _children(os.getpid())
        known = spared()
        doomed = [pid for pid in children if pid not in known]
        if not doomed:
            return
        for pid in _trees(doomed):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                continue
        for pid in doomed:
            try:
                os.waitpid(pid, os.WNOHANG)
            except ChildProcessError:
                continue
        time.sleep(0.001)


def _trees(roots: "List[int]") -> "List[int]":
    found, waiting = [], list(roots)
    parents = _parents()
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting.extend(child for child, parent in parents.items() if parent == pid)
    return found


def _children(pid: int) -> "List[int]":
    return [child for child, parent in _parents().items() if parent == pid]


def _parents() -> "Dict[int, int]":
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name, "rb") as file:
                    found[int(name)] = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
    return found


def _tasks_of_user(processes: int) -> int:
    """Processes and threads of the calling user, as far as they can be seen in the open folder ``/proc``."""
    user, total = os.getuid(), 0
    for name in os.listdir(processes):
        if name.isdigit():
            try:
                if os.stat("/proc/" + name).st_uid == user:
                    total += os.stat("/proc/%s/task" % name).st_nlink - 2
            except OSError:
                continue
    return total
