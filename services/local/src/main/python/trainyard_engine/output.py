"""A worker's output: descriptors 1 and 2, of the node, of C code and of children, all end in one file in memory.

What Python code writes through ``sys.stdout`` and ``sys.stderr`` is dropped beyond the cap, so that printing never
fails; what others write is bounded by the file size limit. The supervisor reads the same file.
"""
import io
import os
import struct
import sys

from trainyard_runtime import logs

DROPPED_OFFSET = 8
"""Where in the shared page the dropped bytes are counted, as two 64-bit words."""

_count = struct.Struct('=Q')

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap
    from typing import Optional, Tuple


class CappedStream(io.RawIOBase):
    """A raw stream to a descriptor that takes everything and keeps no more than ``limit`` bytes of a turn."""

    def __init__(self, descriptor: int) -> None:
        super(CappedStream, self).__init__()
        self._descriptor = descriptor
        self._write = os.write
        self._shared = None  # type: Optional[mmap.mmap]
        self.limit = 1 << 20
        self.offered = 0

    def count_in(self, shared: 'mmap.mmap') -> None:
        """Tell the supervisor of what is dropped."""
        self._shared = shared

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
            if self._shared is not None:
                place = DROPPED_OFFSET + _count.size * (self._descriptor - 1)
                _count.pack_into(self._shared, place, self.dropped)
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


_streams = (CappedStream(1), CappedStream(2))


def open_streams() -> None:
    """Make the standard streams of all workers: once, in the zygote, since forks share them for nothing."""
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, 'r', closefd=False)), 'utf-8')
    sys.stdout, sys.stderr = [
        io.TextIOWrapper(raw, 'utf-8', 'backslashreplace', line_buffering=True) for raw in _streams]
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    logs.set_up(sys.stdout)


def dropped(shared: 'mmap.mmap') -> int:
    """Bytes that a worker's streams have dropped in its present turn, as the supervisor sees it."""
    return sum(_count.unpack_from(shared, DROPPED_OFFSET + _count.size * index)[0] for index in range(2))


class Output(object):
    """What a worker collects of its output; ``log`` is a descriptor that node code does not meet by accident."""

    def __init__(self, log: int, shared: 'mmap.mmap') -> None:
        self._log = log
        self._shared = shared
        self._limit = 0
        self._write, self._read, self._stat, self._truncate = os.write, os.pread, os.fstat, os.ftruncate
        self._texts = (sys.stdout, sys.stderr)
        self._system = sys
        for stream in _streams:
            stream.count_in(shared)

    def cap(self, limit: int) -> None:
        """Keep no more than ``limit`` bytes of a turn."""
        self._limit = limit
        for stream in _streams:
            stream.limit = limit

    def begin(self, line: str) -> None:
        """Write the line before a turn's output; never more than the log has room for."""
        self._write(self._log, line.encode('utf-8', 'backslashreplace'))

    def flush(self) -> None:
        """Get everything out of Python's buffers; a stream that the node closed or replaced may lose some."""
        for stream in self._texts + (self._system.stdout, self._system.stderr):
            try:
                stream.flush()
            except BaseException:
                continue

    def collect(self) -> 'Tuple[bytes, int]':
        """The output since the last :meth:`clear`, and how many bytes of it were cut."""
        kept = self._read(self._log, self._limit, 0)
        cut = _streams[0].dropped + _streams[1].dropped
        if len(kept) == self._limit:
            cut += max(self._stat(self._log).st_size - self._limit, 0)
        return kept, cut

    def clear(self) -> None:
        """Forget the output of a turn that was answered."""
        self._truncate(self._log, 0)
        for stream in _streams:
            stream.offered = 0
        self._shared[DROPPED_OFFSET:DROPPED_OFFSET + 2 * _count.size] = bytes(2 * _count.size)
