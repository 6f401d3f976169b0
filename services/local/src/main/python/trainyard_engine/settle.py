"""What a process does about its memory once, when all it imports is there and before it is forked.

What its forks do not write to they share, so it gives back what nobody needs, and sees to it that they write to few
pages: the allocator hands out the gaps between older objects first, and each of those would be a page less to share.
"""

import gc
import os
import re
import sys

from trainyard_engine import system

_SYS_MADVISE = 28
_MADV_DONTNEED = 4
_BYTES_HEADER = sys.getsizeof(b"")
_STANDARD_ERROR = 2
_ROUNDS = 2  # the first leaves some of its own
_LARGE = 100000  # and yet below what gets a mapping of its own
_SIZES = tuple(range(4096, 1024, -512)) + tuple(range(1024, 16, -16))
_MOST = 10000
_MAPPING = re.compile(b"[0-9a-f]+-")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterator, Tuple

_fillings = []


def settle() -> None:
    """Give back what only starting needed, and then fill the gaps that are left between objects."""
    release_program_pages()
    gc.collect()
    for _ in range(_ROUNDS):
        fill_pools()
    fill_heap()


def fill_pools() -> None:
    """Take every free block of Python's own allocator, for good, so that new objects get pages of their own."""
    for size, free in _free_blocks():
        if size > _BYTES_HEADER:
            _fillings.extend(bytes(size - _BYTES_HEADER) for _ in range(free))


def fill_heap() -> None:
    """Take, for good, what is free of the C library's heap below its top."""
    top = system.allocate(_LARGE)
    system.free(top)
    for size in _SIZES:
        for _ in range(_MOST):
            block = system.allocate(size)
            if not 0 < block < top:
                system.free(block)
                break


def _free_blocks() -> "Iterator[Tuple[int, int]]":
    """Size of a block, and how many are free, by the interpreter's own statistics, which it prints."""
    file = system.memory_file(b"statistics")
    kept = os.dup(_STANDARD_ERROR)
    os.dup2(file, _STANDARD_ERROR)
    try:
        sys._debugmallocstats()
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
    with open(file, "rb") as printed:
        printed.seek(0)
        rows = [line.split() for line in printed]
    for row in rows:
        if len(row) == 5 and all(field.isdigit() for field in row):  # class, size, pools, in use, free
            yield int(row[1]), int(row[4])


def release_program_pages() -> None:
    """Unmap what only starting needed of program and libraries; what is still used comes back from the page cache.

    Only where nothing was written to: what was, is nowhere else.
    """
    first = last = 0
    with open("/proc/self/smaps", "rb") as maps:
        for line in maps:
            if _MAPPING.match(line):
                fields = line.split()
                of_file = len(fields) > 5 and fields[5].startswith(b"/") and fields[1] in (b"r-xp", b"r--p")
                first, last = (int(part, 16) for part in fields[0].split(b"-")) if of_file else (0, 0)
            elif last and line.startswith(b"Anonymous:") and line.split()[1] == b"0":
                system.syscall("madvise", _SYS_MADVISE, first, last - first, _MADV_DONTNEED)
