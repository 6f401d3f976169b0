"""Linux calls that CPython 3.6 does not offer, by ctypes. x86-64 only.

Every function raises OSError with the kernel's errno; nothing here decides policy.
"""

import ctypes
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

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
_word = ctypes.c_long


def _function(name: str, *kinds: type) -> "Any":
    found = _libc[name]  # an object of our own: nobody else's argument types
    found.argtypes = kinds
    found.restype = _word
    return found


allocate = _function("malloc", ctypes.c_size_t)
"""malloc(3): the address."""
free = _function("free", ctypes.c_size_t)
"""free(3) of what :func:`allocate` gave."""
_unshare = _function("unshare", ctypes.c_int)
_mount = _function("mount", ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_char_p)
_prctl = _function("prctl", ctypes.c_int, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong)
_syscall = _function("syscall", _word, _word, _word, _word, _word, _word)

# Made once, in the zygote: a fork then only reads them.
_capability_header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
_no_capabilities = (ctypes.c_uint32 * 6)()
_names = {name: ctypes.create_string_buffer(name) for name in (b"log", b"page", b"statistics")}
_capset_arguments = (ctypes.addressof(_capability_header), ctypes.addressof(_no_capabilities))


def _fail(what: str) -> None:
    number = ctypes.get_errno()
    raise OSError(number, "%s: %s" % (what, os.strerror(number)))


def syscall(what: str, number: int, first: int = 0, second: int = 0, third: int = 0, fourth: int = 0) -> int:
    """Run a raw system call of up to four arguments; buffers go by their address."""
    result = _syscall(number, first, second, third, fourth, 0)
    if result < 0:
        _fail(what)
    return result


def complain(text: str) -> None:
    """Write to standard error itself, past whatever ``sys.stderr`` is by now."""
    try:
        os.write(2, text.encode("utf-8", "backslashreplace"))
    except OSError:
        pass  # nobody listens


def unshare(flags: int) -> None:
    """Leave the shared namespaces that ``flags`` names."""
    if _unshare(flags) < 0:
        _fail("unshare")


def mount(
    source: "Optional[bytes]", target: bytes, kind: "Optional[bytes]", flags: int, options: "Optional[bytes]" = None
) -> None:
    """mount(2)."""
    if _mount(source, target, kind, flags, options) < 0:
        _fail("mount %r" % target)


def prctl(option: int, first: int = 0, second: int = 0) -> int:
    """prctl(2), unused arguments zero."""
    result = _prctl(option, first, second, 0, 0)
    if result < 0:
        _fail("prctl %d" % option)
    return result


def bound_capabilities() -> None:
    """Let no exec from here on gain a capability: the ambient and bounding sets are emptied."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(_LAST_CAPABILITY + 1):
        if _prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break  # the kernel knows no more of them


def drop_capabilities() -> None:
    """Give up every capability that the process has, for good."""
    syscall("capset", _SYS_CAPSET, *_capset_arguments)


def forbid_new_privileges() -> None:
    """No exec below this process gains anything: set-uid bits and file capabilities do not count."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def memory_file(name: bytes) -> int:
    """An anonymous file in memory, closed on exec. ``name`` is one of those that are known."""
    return syscall("memfd_create", _SYS_MEMFD_CREATE, ctypes.addressof(_names[name]), 1)


def close_range(first: int, last: int) -> None:
    """Close every descriptor from ``first`` to ``last``, both included; older kernels go one by one."""
    if first > last:
        return
    try:
        syscall("close_range", _SYS_CLOSE_RANGE, first, last, 0)
    except OSError:
        os.closerange(first, min(last, os.sysconf("SC_OPEN_MAX")) + 1)


def close_all_but(*kept: int) -> None:
    """Close every descriptor that is not in ``kept``."""
    start = 0
    for descriptor in sorted(set(kept)):
        close_range(start, descriptor - 1)
        start = descriptor + 1
    close_range(start, 0x7FFFFFFF)
