"""A worker's output: descriptors 1 and 2, of the node, of C code and of children, all end in one file in memory.

What Python code writes through ``sys.stdout`` and ``sys.stderr`` is dropped beyond the cap, so that printing never
fails; what others write is bounded by the file size limit. The supervisor reads the same file.
"""

import io
import os
import sys

from trainyard_runtime import logs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Tuple

    from trainyard_engine.page import Page


def _nobody() -> None:
    """Where nobody is to be told."""


class CappedStream(io.RawIOBase):
    """A raw stream to a descriptor that takes everything and keeps no more than ``limit`` bytes of a turn."""

    def __init__(self, descriptor: int) -> None:
        super(CappedStream, self).__init__()
        self._descriptor = descriptor
        self._write = os.write
        self.note_dropped = _nobody
        self.limit = 1 << 20
        self.offered = 0

    def write(self, data: bytes) -> int:
        """Keep what the limit has room for; never tell the writer of the rest."""
        size, room = len(data), self.limit - self.offered
        self.offered += size
        if size <= room:
            written = self._write(self._descriptor, data)
            while written < size:
                written += self._write(self._descriptor, data[written:])
        else:
            if room > 0:
                self._write(self._descriptor, data[:room])
            self.note_dropped()
        return size

    @property
    def dropped(self) -> int:
        """Bytes of this turn that were not kept."""
        return max(self.offered - self.limit, 0)

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The descriptor below."""
        return self._descriptor

    def isatty(self) -> bool:
        """Never."""
        return False


_END = os.SEEK_END
_streams = (CappedStream(1), CappedStream(2))


def open_streams() -> None:
    """Make the standard streams of all workers: once, in the zygote, since forks share them for nothing."""
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), "utf-8")
    sys.stdout, sys.stderr = [
        io.TextIOWrapper(raw, "utf-8", "backslashreplace", line_buffering=True) for raw in _streams
    ]
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    logs.set_up(sys.stdout)


class Output(object):
    """What a worker collects of its output; ``log`` is a descriptor that node code does not meet by accident."""

    def __init__(self, log: int, shared: "Page") -> None:
        self._log = log
        self._shared = shared
        self._limit = 0
        self._start = 0
        self._line = b""
        self._line_bytes = 0
        self._seek, self._read, self._truncate = os.lseek, os.pread, os.ftruncate
        self._texts = (sys.stdout, sys.stderr)
        self._system = sys
        for stream in _streams:
            stream.note_dropped = self._note
            stream.offered = 0

    def cap(self, limit: int) -> None:
        """Keep no more than ``limit`` bytes of a turn."""
        self._limit = limit
        for stream in _streams:
            stream.limit = limit

    def begin(self, line: str) -> None:
        """Open a turn's output with this line; what is there already, of loading, stands before it."""
        self._line = line.encode("utf-8", "backslashreplace")
        self._start = self._seek(self._log, 0, _END)
        self._line_bytes = self._shared.keep_line(self._line)
        self._note()

    def _note(self) -> None:
        self._shared.note(self._start, self._line_bytes, _streams[0].dropped, _streams[1].dropped)

    def flush(self) -> None:
        """Get everything out of Python's buffers; a stream that the node closed or replaced may lose some."""
        output, errors = self._texts
        present = getattr(self._system, "stdout", None), getattr(self._system, "stderr", None)
        usual = present[0] is output and present[1] is errors
        for stream in self._texts if usual else self._texts + present:
            try:
                stream.flush()
            except BaseException:
                continue

    def collect(self) -> "Tuple[bytes, int]":
        """The output since the last :meth:`clear` with the turn's line, and how many bytes were cut."""
        size = self._seek(self._log, 0, _END)
        cut = _streams[0].dropped + _streams[1].dropped
        if not size:
            return self._line, cut
        kept = self._read(self._log, min(size, self._limit), 0)
        return with_line(kept, self._start, self._line), cut + size - len(kept)

    def clear(self) -> None:
        """Forget the output of a turn that was answered."""
        if self._seek(self._log, 0, _END):
            self._truncate(self._log, 0)
        for stream in _streams:
            stream.offered = 0
        self._shared.settle()


def with_line(kept: bytes, start: int, line: bytes) -> bytes:
    """Put a turn's first line where its output starts, on a line of its own."""
    before = kept[:start]
    if before and line and not before.endswith(b"\n"):
        before += b"\n"
    return before + line + kept[start:]
