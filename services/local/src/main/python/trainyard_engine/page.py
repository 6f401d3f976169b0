"""The page of memory that a worker shares with its supervisor: advice about the present turn, for the final report.

Node code can write anything here, so that the supervisor takes nothing of it for more than text and small numbers.
"""

import mmap
import struct

IDLE, LOADING, RUNNING = 0, 1, 2
_PHASES = {IDLE: "idle", LOADING: "load", RUNNING: "run"}

_PHASE, _EXHAUSTED = 0, 1
_counts = struct.Struct("=QQQ")
_COUNTS_OFFSET = 8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Tuple


class Page(object):
    """Phase, whether memory ran out, where the turn's output begins, and what output was dropped."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)
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

    def phase(self) -> str:
        """The phase by its name."""
        return _PHASES.get(self._memory[_PHASE], "idle")

    def is_exhausted(self) -> bool:
        """Whether the worker ended for want of memory."""
        return self._memory[_EXHAUSTED] == 1

    def turn(self) -> "Tuple[int, int]":
        """Where the turn's output starts, 0 between turns, and the bytes that were dropped."""
        start, dropped, dropped_errors = _counts.unpack_from(self._memory, _COUNTS_OFFSET)
        return start, (dropped + dropped_errors) & 0x7FFFFFFFFFFFFFFF
