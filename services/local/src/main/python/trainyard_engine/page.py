"""The page of memory that a worker shares with its supervisor: advice about the present turn, for the final report.

Node code can write anything here, so that the supervisor (``launcher/supervisor.c`` of the runtime layer, which knows
the same places) takes nothing of it for more than small numbers.
"""

import mmap
import os
import struct

from trainyard_engine import system

IDLE, LOADING, RUNNING = 0, 1, 2

_PHASE, _EXHAUSTED = 0, 1
_counts = struct.Struct("=QQQ")
_COUNTS_OFFSET = 8


def create() -> int:
    """A file in memory that holds one page."""
    descriptor = system.memory_file(b"page")
    os.ftruncate(descriptor, mmap.PAGESIZE)
    return descriptor


class Page(object):
    """Phase, whether memory ran out, where the turn's output begins, and what output was dropped."""

    def __init__(self, descriptor: int) -> None:
        self._memory = mmap.mmap(descriptor, mmap.PAGESIZE)
        self._pack = _counts.pack_into

    def enter(self, phase: int) -> None:
        """Say what the worker is about to do."""
        self._memory[_PHASE] = phase

    def exhausted(self) -> None:
        """Say that the worker ends since there is no memory for the protocol itself."""
        self._memory[_EXHAUSTED] = 1

    def note(self, start: int, dropped: int, dropped_errors: int) -> None:
        """Say where in the log the turn's output starts, and how many bytes of two streams were not kept."""
        self._pack(self._memory, _COUNTS_OFFSET, start, dropped, dropped_errors)
