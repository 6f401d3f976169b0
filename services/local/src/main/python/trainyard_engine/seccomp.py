"""A system call filter for workers: what node code has no use for and the kernel would be attacked through.

The filter is no allow list: Python's libraries must work unchanged. It refuses what reaches other processes, makes
namespaces or mounts, loads code into the kernel, or gets memory that no limit counts. x86-64 only.
"""

import ctypes
import errno
import os
import struct

from trainyard_engine import system

_AUDIT_ARCH_X86_64 = 0xC000003E
_X32_BIT = 0x40000000
_MODE_FILTER = 2
_RETURN_ALLOW = 0x7FFF0000
_RETURN_ERRNO = 0x00050000

_LOAD = 0x20
_JUMP_EQUAL = 0x15
_JUMP_GREATER_EQUAL = 0x35
_JUMP_ANY_BIT = 0x45
_RETURN = 0x06

_NUMBER_OFFSET = 0
_ARCH_OFFSET = 4
_ARGUMENT_OFFSETS = tuple(16 + 8 * index for index in range(6))

_CLONE = 56
_CLOSE = 3
_DUP2 = 33
_DUP3 = 292
_SOCKET = 41
_SOCKETPAIR = 53
_PRLIMIT = 302
_SIGNALLING = (62, 200, 234, 129, 297)  # kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo

_REFUSED = (
    29,
    30,
    31,  # shmget, shmat, shmctl: memory that outlives its process
    68,
    69,
    70,
    71,  # message queues
    101,
    310,
    311,
    312,
    438,  # ptrace, process_vm_readv, process_vm_writev, kcmp, pidfd_getfd
    135,
    154,
    172,
    173,  # personality, modify_ldt, iopl, ioperm
    155,
    161,
    165,
    166,
    428,
    429,
    430,
    431,
    432,
    433,
    442,  # pivot_root, chroot, mounts, old calls and new
    103,
    153,
    159,
    163,
    164,
    167,
    168,
    169,
    170,
    171,
    179,
    227,
    305,  # the machine's log, clock, swap, names, quota
    175,
    176,
    246,
    313,
    320,  # kernel modules and kexec
    248,
    249,
    250,  # keys
    237,
    238,
    239,
    256,
    279,  # memory policy, page migration
    272,
    308,  # unshare, setns
    298,
    300,
    303,
    304,
    321,
    323,  # perf, fanotify, file handles, bpf, userfaultfd
    425,
    426,
    427,  # io_uring: does its work past any filter
    319,
    447,  # memfd_create, memfd_secret
)
_UNKNOWN = (
    435,  # clone3: its flags cannot be seen from here, and the C library falls back to clone
    436,  # close_range: closes what the filter guards
)
_NEW_NAMESPACES = (
    system.CLONE_NEWNS
    | system.CLONE_NEWCGROUP
    | system.CLONE_NEWUTS
    | system.CLONE_NEWIPC
    | system.CLONE_NEWUSER
    | system.CLONE_NEWPID
    | system.CLONE_NEWNET
)
_FAMILIES = (1, 2, 10)  # unix, IPv4, IPv6
_NETLINK = 16


class _Program(object):
    """Instructions of a classic BPF program; every block leaves the system call's number loaded."""

    def __init__(self) -> None:
        self.code = []  # type: List[bytes]

    def add(self, code: int, value: int, on_true: int = 0, on_false: int = 0) -> None:
        self.code.append(struct.pack("<HBBI", code, on_true, on_false, value))

    def answer(self, number: int) -> None:
        self.add(_RETURN, _RETURN_ERRNO | number)

    def refuse(self, call: int, number: int) -> None:
        self.add(_JUMP_EQUAL, call, 0, 1)
        self.answer(number)

    def when(self, call: int, block: "List[Tuple[int, int, int, int]]") -> None:
        """Run ``block``, which must end in an answer or fall through with the number loaded, for ``call`` only."""
        self.add(_JUMP_EQUAL, call, 0, len(block))
        for code, value, on_true, on_false in block:
            self.add(code, value, on_true, on_false)


def _load_argument(index: int) -> "Tuple[int, int, int, int]":
    return _LOAD, _ARGUMENT_OFFSETS[index], 0, 0


def _answer(number: int) -> "Tuple[int, int, int, int]":
    return _RETURN, _RETURN_ERRNO | number, 0, 0


_ALLOW = (_RETURN, _RETURN_ALLOW, 0, 0)


def program(first_guarded: int, only_process: int = 0) -> bytes:
    """The filter; descriptors from ``first_guarded`` on cannot be closed or replaced.

    With ``only_process``, signals reach that process and its own group only: for where nothing else keeps them in.
    """
    made = _Program()
    made.add(_LOAD, _ARCH_OFFSET)
    made.add(_JUMP_EQUAL, _AUDIT_ARCH_X86_64, 1, 0)
    made.answer(errno.ENOSYS)
    made.add(_LOAD, _NUMBER_OFFSET)
    made.add(_JUMP_GREATER_EQUAL, _X32_BIT, 0, 1)
    made.answer(errno.ENOSYS)
    guard = [(_JUMP_GREATER_EQUAL, first_guarded, 0, 1), _answer(errno.EBADF), _ALLOW]
    made.when(_CLOSE, [_load_argument(0)] + guard)
    made.when(_DUP2, [_load_argument(1)] + guard)
    made.when(_DUP3, [_load_argument(1)] + guard)
    made.when(_CLONE, [_load_argument(0), (_JUMP_ANY_BIT, _NEW_NAMESPACES, 0, 1), _answer(errno.EPERM), _ALLOW])
    made.when(_PRLIMIT, [_load_argument(0), (_JUMP_EQUAL, 0, 1, 0), _answer(errno.EPERM), _ALLOW])
    if only_process:
        for call in _SIGNALLING:
            made.when(
                call,
                [
                    _load_argument(0),
                    (_JUMP_EQUAL, only_process, 2, 0),
                    (_JUMP_EQUAL, 0, 1, 0),
                    _answer(errno.EPERM),
                    _ALLOW,
                ],
            )
    families = [_load_argument(0)]
    for position, family in enumerate(_FAMILIES):
        families.append((_JUMP_EQUAL, family, len(_FAMILIES) - position - 1 + 4, 0))
    families += [
        (_JUMP_EQUAL, _NETLINK, 0, 2),
        _load_argument(2),
        (_JUMP_EQUAL, 0, 1, 0),
        _answer(errno.EAFNOSUPPORT),
        _ALLOW,
    ]
    made.when(_SOCKET, families)
    for call in _REFUSED:
        made.refuse(call, errno.EPERM)
    for call in _UNKNOWN:
        made.refuse(call, errno.ENOSYS)
    made.add(_RETURN, _RETURN_ALLOW)
    return b"".join(made.code)


class Filter(object):
    """A program in memory as the kernel reads it; made before any fork, applied after."""

    def __init__(self, code: bytes) -> None:
        self._instructions = ctypes.create_string_buffer(code, len(code))
        described = struct.pack("<HxxxxxxQ", len(code) // 8, ctypes.addressof(self._instructions))
        self._described = ctypes.create_string_buffer(described, len(described))
        self._address = ctypes.addressof(self._described)

    def apply(self) -> None:
        """Put the calling thread and everything it starts under the filter; needs no_new_privs."""
        system.prctl(system.PR_SET_SECCOMP, _MODE_FILTER, self._address)


def is_available() -> bool:
    """Whether the kernel takes filters; asked by a child, once, since an applied filter stays."""
    if not _availability:
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                system.forbid_new_privileges()
                Filter(program(1 << 20)).apply()
                status = 0
            finally:
                os._exit(status)
        _availability.append(os.waitpid(pid, 0)[1] == 0)
    return _availability[0]


_availability = []  # type: List[bool]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import List, Tuple
