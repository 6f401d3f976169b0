"""Does anything of a turn outlive it? Threads, children, or processes that left their parent."""

import os
import time
from _thread import _count

_PATIENCE_SECONDS = 0.003
_PAUSE_SECONDS = 0.0002
_COUNTER_BYTES = 128
_stat, _read = os.stat, os.pread  # node code may replace these
_now, _sleep = time.monotonic, time.sleep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable


class Leftovers(object):
    """Looks for threads and processes beside the worker's main thread.

    ``counter`` is a descriptor whose content ends in the newest process id of the worker's namespace, or -1: as long
    as that stays, nothing was started, and there is nothing to look for.
    """

    def __init__(self, processes_left: "Callable[[], bool]", counter: int) -> None:
        self._processes_left = processes_left
        self._counter = counter
        self._newest = b""
        try:
            self._tasks = "/proc/self/task"
            self._links = _stat(self._tasks).st_nlink
        except OSError:
            self._links = 0

    def settled(self, patience: float = _PATIENCE_SECONDS) -> bool:
        """True when nothing is left; what is just ending gets a moment to end."""
        newest = b""
        if self._counter >= 0:
            try:
                newest = _read(self._counter, _COUNTER_BYTES, 0).rpartition(b" ")[2]
            except OSError:
                pass  # the node closed it: then there is no telling
        if newest and newest == self._newest:
            return True
        if not self._nothing():
            end = _now() + patience
            while _now() < end:
                _sleep(_PAUSE_SECONDS)
                if self._nothing():
                    break
            else:
                return False
        self._newest = newest
        return True

    def _nothing(self) -> bool:
        if _count():
            return False
        if self._links and _stat(self._tasks).st_nlink != self._links:
            return False
        return not self._processes_left()
