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

    closed = False
    """A plain value: the streams above ask several times a flush, and RawIOBase answers by way of an exception."""

    def __init__(self, descriptor: int) -> None:
        super(CappedStream, self).__init__()
        self._descriptor = descriptor
        self.note_dropped = _nobody
        self.limit = 1 << 20
        self.offered = 0

    def write(self, data: bytes) -> int:
        """Keep what the limit has room for; never tell the writer of the rest."""
        size, room = len(data), self.limit - self.offered
        self.offered += size
        if size <= room:
            written = _write(self._descriptor, data)
            while written < size:
                written += _write(self._descriptor, data[written:])
        else:
            if room > 0:
                _write(self._descriptor, data[:room])
            self.note_dropped()
        return size

    @property
    def dropped(self) -> int:
        """Bytes of this turn that were not kept."""
        return max(self.offered - self.limit, 0)

    def close(self) -> None:
        """Take nothing more; the descriptor stays."""
        super(CappedStream, self).close()
        self.closed = True

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
_seek, _read, _truncate, _write = os.lseek, os.pread, os.ftruncate, os.write  # node code may replace them
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
        self.used = False
        self.start = 0
        self._texts = (sys.stdout, sys.stderr)
        for stream in _streams:
            stream.note_dropped = self._note
            stream.offered = 0

    def cap(self, limit: int) -> None:
        """Keep no more than ``limit`` bytes of a turn."""
        self._limit = limit
        for stream in _streams:
            stream.limit = limit

    def loaded(self) -> None:
        """What is there by now was written while the code was loaded: the first turn's own output starts behind it."""
        self.start = _seek(self._log, 0, _END)
        self._note()

    def _note(self) -> None:
        self._shared.note(self.start, _streams[0].dropped, _streams[1].dropped)

    def flush(self) -> None:
        """Get everything out of Python's buffers; a stream that the node closed or replaced may lose some."""
        output, errors = streams = self._texts
        present, present_errors = getattr(sys, "stdout", None), getattr(sys, "stderr", None)
        if present is not output or present_errors is not errors:
            streams += (present, present_errors)
        for stream in streams:
            try:
                stream.flush()
            except BaseException:
                continue

    def collect(self) -> "Tuple[bytes, int]":
        """The output since the last :meth:`clear`, and how many bytes were cut."""
        size = _seek(self._log, 0, _END)
        self.used = bool(size or _streams[0].offered or _streams[1].offered)
        if not self.used:
            return b"", 0
        kept = _read(self._log, min(size, self._limit), 0)
        return kept, _streams[0].dropped + _streams[1].dropped + size - len(kept)

    def clear(self) -> None:
        """Forget the output of a turn that was answered; there is none unless ``used`` says so."""
        _truncate(self._log, 0)
        for stream in _streams:
            stream.offered = 0
        self.start = 0
        self._note()
