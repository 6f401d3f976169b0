"""Isolation of a worker by namespaces of its own, inside the sandbox that bubblewrap made.

A supervisor lives in new user, process, mount and IPC namespaces: it is process 1 there, so that its end is the end
of everything the node started. It sees the layers, a ``/tmp`` and a ``/var/task`` of its own, and processes of its own
only; the engine's files are covered. The worker then loses all capabilities, for good.
"""

import os

from trainyard_engine import limits, seccomp, system

TASK_ROOT = "/var/task"

_kill = os.kill  # node code may replace it

_HARMLESS = ("cpuinfo", "filesystems", "loadavg", "meminfo", "stat", "uptime", "version")
_CLONED = system.CLONE_NEWUSER | system.CLONE_NEWPID | system.CLONE_NEWNS | system.CLONE_NEWIPC
_PLAIN = system.MS_NOSUID | system.MS_NODEV
_FILES_PER_MB = 256
_LOOSE_PROCESSES = 4096

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, Dict, List


class Namespaces(object):
    """How a sandbox of bubblewrap isolates its workers from each other."""

    task_root = TASK_ROOT

    def __init__(self, first_guarded: int, files_mb: int) -> None:
        self._temporary = b"size=%dm,nr_inodes=%d,mode=1777" % (files_mb, files_mb * _FILES_PER_MB)
        self._fresh_proc = False
        available = seccomp.is_available()
        self._filter = seccomp.Filter(seccomp.program(first_guarded)) if available else None
        self._shared_count = 0 if _counts_by_namespace() else _LOOSE_PROCESSES

    def names(self) -> "List[str]":
        """What is in force, for people to read."""
        return ["bubblewrap", "namespaces"] + (["seccomp"] if self._filter else []) + ["rlimits", "no_new_privs"]

    def detach(self) -> None:
        """Enter new namespaces; the next child is process 1 of them. Run by a process that then ends."""
        user, group = os.getuid(), os.getgid()
        system.unshare(_CLONED)
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", "%d %d 1" % (user, user)),
            ("gid_map", "%d %d 1" % (group, group)),
        ):
            descriptor = os.open("/proc/self/" + name, os.O_WRONLY)
            os.write(descriptor, text.encode("ascii"))
            os.close(descriptor)
        system.bound_capabilities()

    def furnish(self) -> int:
        """Make the worker's mounts; give the file that its code is to be written to. Run by the later supervisor."""
        system.mount(None, b"/", None, system.MS_REC | system.MS_PRIVATE)
        self._fresh_proc = _mount_proc()
        system.mount(b"tmpfs", b"/tmp", b"tmpfs", _PLAIN, self._temporary)
        system.mount(b"tmpfs", b"/engine", b"tmpfs", _PLAIN | system.MS_RDONLY, b"size=4k,nr_inodes=1,mode=755")
        system.mount(b"tmpfs", b"/var/task", b"tmpfs", _PLAIN, b"size=8m,nr_inodes=16,mode=755")
        file = os.open(TASK_ROOT + "/handler.py", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        # Over it the same again, read-only: what is open already can be written to, and nobody reaches the one below
        system.mount(b"/var/task", b"/var/task", None, system.MS_BIND)
        system.mount(None, b"/var/task", None, system.MS_REMOUNT | system.MS_BIND | system.MS_RDONLY | _PLAIN)
        return file

    def open_counter(self, descriptor: int) -> int:
        """Open, as ``descriptor``, what tells the newest process id of this namespace; -1 if there is no telling."""
        if not self._fresh_proc:
            return -1
        opened = os.open("/proc/loadavg", os.O_RDONLY)
        os.dup2(opened, descriptor, False)
        os.close(opened)
        return descriptor

    def confine(self) -> None:
        """Take from the worker what it could use against anything but itself."""
        system.drop_capabilities()
        if self._filter is not None:
            self._filter.apply()

    def limit(self, wanted: "limits.Wanted") -> None:
        """Set the worker's resource limits."""
        limits.apply(wanted, self._shared_count)

    def environment(self, given: "Dict[str, str]") -> "Dict[str, str]":
        """The environment as it was given: all paths are where it says."""
        return given

    def processes_left(self) -> bool:
        """Whether any process is left beside the worker and process 1."""
        try:
            _kill(-1, 0)
        except ProcessLookupError:
            return False
        return True

    def forsake(self, known: "Callable[[], List[int]]") -> None:
        """Nothing to do: what a killed supervisor leaves has died with it."""

    def folders(self) -> "List[str]":
        """None for the supervisor to remove: the mounts go with the namespace."""
        return []


def _counts_by_namespace() -> bool:
    """Since Linux 5.14 a user namespace has a process count of its own; before, all workers share one."""
    major, minor = os.uname().release.split(".")[:2]
    return (int(major), int("".join(filter(str.isdigit, minor)))) >= (5, 14)


def _mount_proc() -> bool:
    """Show the worker its own processes; where the kernel refuses that (False), none and a few harmless files."""
    try:
        system.mount(b"proc", b"/proc", b"proc", _PLAIN | system.MS_NOEXEC)
        return True
    except OSError:
        pass
    copies = {}
    for name in _HARMLESS:
        try:
            with open("/proc/" + name, "rb") as file:
                copies[name] = file.read()
        except OSError:
            continue
    system.mount(b"tmpfs", b"/proc", b"tmpfs", _PLAIN, b"size=1m,mode=755")
    for name, content in copies.items():
        with open("/proc/" + name, "wb") as file:
            file.write(content)
    system.mount(None, b"/proc", None, system.MS_REMOUNT | system.MS_BIND | system.MS_RDONLY | _PLAIN)
    return False
