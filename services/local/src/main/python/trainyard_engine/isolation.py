"""Isolation of a worker by namespaces of its own, inside the sandbox that bubblewrap made.

A supervisor lives in new user, process, mount and IPC namespaces: it is process 1 there, so that its end is the end
of everything the node started. It sees the layers, a ``/tmp`` and a ``/var/task`` of its own, and processes of its own
only; the engine's files are covered. The worker then loses all capabilities, for good.
"""
import os

from trainyard_engine import limits, seccomp, system

TASK_ROOT = '/var/task'
TEMPORARY = '/tmp'
ENGINE = '/engine'
OPT = '/opt'

_HARMLESS = ('cpuinfo', 'filesystems', 'loadavg', 'meminfo', 'stat', 'uptime', 'version')
_CLONED = system.CLONE_NEWUSER | system.CLONE_NEWPID | system.CLONE_NEWNS | system.CLONE_NEWIPC
_PLAIN = system.MS_NOSUID | system.MS_NODEV
_BLANK_FILES_MB = 64
_FILES_PER_MB = 256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import List


class Namespaces(object):
    """How a sandbox of bubblewrap isolates its workers from each other."""

    task_root = TASK_ROOT

    def __init__(self, first_guarded: int) -> None:
        self._filter = seccomp.program(first_guarded)

    def names(self) -> 'List[str]':
        """What is in force, for people to read."""
        return ['bubblewrap', 'namespaces', 'seccomp', 'rlimits', 'no_new_privs']

    def detach(self) -> None:
        """Enter new namespaces; the next child is process 1 of them. Run by a process that then ends."""
        user, group = os.getuid(), os.getgid()
        system.unshare(_CLONED)
        for name, text in (('setgroups', 'deny'), ('uid_map', '%d %d 1' % (user, user)),
                           ('gid_map', '%d %d 1' % (group, group))):
            with open('/proc/self/' + name, 'w') as file:
                file.write(text)

    def furnish(self) -> None:
        """Make the mounts of a worker that is not yet anybody's. Run by the supervisor."""
        system.mount(None, '/', None, system.MS_REC | system.MS_PRIVATE)
        _mount_proc()
        system.mount('tmpfs', TEMPORARY, 'tmpfs', _PLAIN, _tmpfs_options(_BLANK_FILES_MB) + ',mode=1777')
        system.mount('tmpfs', TASK_ROOT, 'tmpfs', _PLAIN, 'size=8m,nr_inodes=16,mode=755')
        system.mount('tmpfs', ENGINE, 'tmpfs', _PLAIN | system.MS_RDONLY, 'size=4k,nr_inodes=1,mode=755')

    def stock(self, source: bytes, files_mb: int) -> None:
        """Put the node's code in its place, read-only from here on, then give up what made that possible."""
        descriptor = os.open(TASK_ROOT + '/handler.py', os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        try:
            os.write(descriptor, source)
        finally:
            os.close(descriptor)
        system.mount(None, TASK_ROOT, None, system.MS_REMOUNT | system.MS_BIND | system.MS_RDONLY | _PLAIN)
        if files_mb != _BLANK_FILES_MB:
            system.mount(None, TEMPORARY, None, system.MS_REMOUNT | _PLAIN, _tmpfs_options(files_mb))
        system.drop_capabilities()

    def confine(self) -> None:
        """Take from the worker what it could use against anything but itself."""
        system.drop_capabilities()
        system.forbid_new_privileges()
        seccomp.apply(self._filter)

    def limit(self, wanted: 'limits.Wanted') -> None:
        """Set the worker's resource limits."""
        limits.apply(wanted)

    def kill_rest(self) -> None:
        """Kill and reap everything that the worker left; the caller is process 1."""
        limits.kill_namespace()

    def clean_up(self) -> None:
        """Nothing to do: the mounts go with the namespace."""


def _tmpfs_options(megabytes: int) -> str:
    return 'size=%dm,nr_inodes=%d' % (megabytes, megabytes * _FILES_PER_MB)


def _mount_proc() -> None:
    """Show the worker its own processes; where the kernel refuses that, show none and a few harmless files."""
    try:
        system.mount('proc', '/proc', 'proc', _PLAIN | system.MS_NOEXEC)
        return
    except OSError:
        pass
    copies = {}
    for name in _HARMLESS:
        try:
            with open('/proc/' + name, 'rb') as file:
                copies[name] = file.read()
        except OSError:
            continue
    system.mount('tmpfs', '/proc', 'tmpfs', _PLAIN, 'size=1m,mode=755')
    for name, content in copies.items():
        with open('/proc/' + name, 'wb') as file:
            file.write(content)
    system.mount(None, '/proc', None, system.MS_REMOUNT | system.MS_BIND | system.MS_RDONLY | _PLAIN)
