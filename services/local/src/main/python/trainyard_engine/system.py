"""Linux calls that CPython 3.6 does not offer, by ctypes. x86-64 only.

Every function raises OSError with the kernel's errno; nothing here decides policy.
"""
import ctypes
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
CLONE_NEWTIME = 0x00000080

MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NAME = 15
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

_SYS_CAPSET = 126
_SYS_MEMFD_CREATE = 319
_SYS_CLOSE_RANGE = 436
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63

_libc = ctypes.CDLL(None, use_errno=True)
_syscall = _libc.syscall
_syscall.restype = ctypes.c_long


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, '%s: %s' % (what, os.strerror(number)))
    return result


def syscall(what: str, number: int, *arguments: object) -> int:
    """Run a raw system call; integers are passed as 64-bit words."""
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_syscall(ctypes.c_long(number), *words), what)


def unshare(flags: int) -> None:
    """Leave the shared namespaces that ``flags`` names."""
    _checked(_libc.unshare(ctypes.c_int(flags)), 'unshare')


def mount(source: 'Optional[str]', target: str, kind: 'Optional[str]', flags: int, options: 'Optional[str]' = None) -> None:
    """mount(2)."""
    def text(value: 'Optional[str]') -> 'Optional[bytes]':
        return None if value is None else os.fsencode(value)
    result = _libc.mount(text(source), text(target), text(kind), ctypes.c_ulong(flags), text(options))
    _checked(result, 'mount ' + target)


def prctl(option: int, *arguments: int) -> int:
    """prctl(2), unused arguments zero."""
    words = [ctypes.c_ulong(a) for a in arguments] + [ctypes.c_ulong(0)] * (4 - len(arguments))
    return _checked(_libc.prctl(ctypes.c_int(option), *words), 'prctl %d' % option)


def drop_capabilities() -> None:
    """Give up every capability for good: ambient, bounding, permitted, effective, inheritable."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    syscall('capset', _SYS_CAPSET, header, nothing)


def forbid_new_privileges() -> None:
    """No exec below this process gains anything: set-uid bits and file capabilities do not count."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def memory_file(name: str) -> int:
    """An anonymous file in memory, closed on exec."""
    return syscall('memfd_create', _SYS_MEMFD_CREATE, ctypes.c_char_p(name.encode('ascii')), 1)


def close_range(first: int, last: int) -> None:
    """Close every descriptor from ``first`` to ``last``, both included; older kernels go one by one."""
    if first > last:
        return
    try:
        syscall('close_range', _SYS_CLOSE_RANGE, first, last, 0)
    except OSError:
        os.closerange(first, min(last, os.sysconf('SC_OPEN_MAX')) + 1)


def close_all_but(*kept: int) -> None:
    """Close every descriptor that is not in ``kept``."""
    start = 0
    for descriptor in sorted(set(kept)):
        close_range(start, descriptor - 1)
        start = descriptor + 1
    close_range(start, 0x7fffffff)
