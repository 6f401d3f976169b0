"""Does anything of a turn outlive it? Threads, children, or processes that left their parent."""
import os
import time
from _thread import _count

_PATIENCE_SECONDS = 0.003
_PAUSE_SECONDS = 0.0002

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable


class Leftovers(object):
    """Looks for threads and processes beside the worker's main thread."""

    def __init__(self, processes_left: 'Callable[[], bool]') -> None:
        self._processes_left, self._stat, self._count = processes_left, os.stat, _count
        self._now, self._sleep = time.monotonic, time.sleep
        try:
            self._tasks = '/proc/self/task'
            self._links = self._stat(self._tasks).st_nlink
        except OSError:
            self._links = 0

    def settled(self, patience: float = _PATIENCE_SECONDS) -> bool:
        """True when nothing is left; what is just ending gets a moment to end."""
        if self._nothing():
            return True
        end = self._now() + patience
        while self._now() < end:
            self._sleep(_PAUSE_SECONDS)
            if self._nothing():
                return True
        return False

    def _nothing(self) -> bool:
        if self._count():
            return False
        if self._links and self._stat(self._tasks).st_nlink != self._links:
            return False
        return not self._processes_left()
