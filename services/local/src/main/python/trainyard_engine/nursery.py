"""Blanks and workers of a zygote: keeps some blanks ready and gives each waiting connection one."""

import os
import time

from trainyard_engine import system

_MAX_BLANKS = 64
_MAX_WAITING = 256
_MAX_STARTS = 4
_REFILL_SECONDS = 0.03
_RETRY_SECONDS = (0.02, 0.05, 0.1, 0.2, 0.4, 1.0)
"""Pauses after starts that failed one after the other; the last goes on, and who waits is turned away."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, List, Optional

    from trainyard_engine.blanks import Blank
    from trainyard_engine.hello import Conversation
    from trainyard_engine.mould import Mould


class Nursery(object):
    """Who waits, which blanks are ready, which workers live. ``watch`` and ``forget`` are the loop's."""

    def __init__(
        self,
        mould: "Mould",
        wanted: int,
        watch: "Callable[[int, Callable[[], None]], None]",
        forget: "Callable[[int], None]",
    ) -> None:
        self._mould = mould
        self._wanted = wanted
        self._watch = watch
        self._forget = forget
        self._blanks = []  # type: List[Blank]
        self._waiting = []  # type: List[Conversation]
        self.workers = {}  # type: Dict[str, Blank]
        self._failures = 0
        self.refill_at = 0.0  # type: Optional[float]

    def ready(self) -> int:
        """How many blanks could be taken now."""
        return sum(1 for blank in self._blanks if blank.ready)

    def processes(self) -> "List[int]":
        """The supervisors."""
        held = self._blanks + list(self.workers.values())
        for blank in self._blanks:
            blank.hear()  # who forked it may have ended a moment ago, having told the number
        return [blank.pid for blank in held if blank.pid]

    def keep(self, count: int) -> None:
        """Keep this many blanks from now on."""
        self._wanted = min(max(count, 0), _MAX_BLANKS)
        while len(self._blanks) > self._wanted:
            self._drop(self._blanks[-1])
        self.refill_at = time.monotonic()

    def admit(self, conversation: "Conversation") -> None:
        """Give the connection a worker, as soon as there is one."""
        if len(self._waiting) >= _MAX_WAITING:
            conversation.close()
            return
        self._waiting.append(conversation)
        self.hand_out()

    def refill(self) -> None:
        """Start one blank if one is missing; not all at once, since each start costs those who work.

        The one that is next is warm; the others wait in less memory.
        """
        self.refill_at = None
        if self._missing() > 0 and self._start() and self._missing() > 0 and not self._failures:
            self._refill_in(_REFILL_SECONDS / 3)  # after a failure one at a time: each that fails has to count
        if self._blanks:
            self._blanks[0].warm_up()

    def _missing(self) -> int:
        return max(self._wanted, len(self._waiting)) - len(self._blanks)

    def hand_out(self) -> None:
        """Give ready blanks to those who wait, and start what is missing."""
        while self._waiting:
            blank = next((blank for blank in self._blanks if blank.ready), None)
            if blank is None:
                break
            conversation = self._waiting[0]
            try:
                blank.take(conversation)
            except OSError:
                self._drop(blank)
                continue
            self._waiting.pop(0)
            self._blanks.remove(blank)
            blank.name = str(conversation.header["worker"])
            self.workers[blank.name] = blank
            self._failures = 0
            conversation.close()
            self._refill_in(_REFILL_SECONDS)
        starting = sum(1 for blank in self._blanks if not blank.ready)
        missing = 0 if self._failures else len(self._waiting) - starting
        for _ in range(min(missing, _MAX_STARTS)):
            if not self._start():
                break

    def _start(self) -> bool:
        try:
            blank = self._mould.cast()
        except OSError as error:
            self._failed(error.errno)
            return False
        self._blanks.append(blank)
        self._watch(blank.descriptor, lambda: self._hear(blank))
        return True

    def _hear(self, blank: "Blank") -> None:
        """A supervisor said something of itself, or has ended."""
        if blank.hear():
            if blank.ready and blank in self._blanks:
                if self._failures:
                    self._failures = 0
                    self._refill_in(_REFILL_SECONDS)
                self.hand_out()
            return
        failed = blank in self._blanks
        self._drop(blank)
        if failed:
            self._failed(blank.refusal)

    def _failed(self, errno: "Optional[int]") -> None:
        """No blank could be started: serve what there is, and try again, ever more slowly. Said once."""
        if self._failures and self.refill_at is not None:
            return  # others failed together with it
        if self._failures == 0:
            why = ": " + os.strerror(errno) if errno else ""
            system.complain("zygote: a blank could not be started%s; trying again\n" % why)
        elif self._failures >= len(_RETRY_SECONDS) and self._waiting:
            self._waiting.pop(0).close()
        self._refill_in(_RETRY_SECONDS[min(self._failures, len(_RETRY_SECONDS) - 1)])
        self._failures += 1

    def _refill_in(self, seconds: float) -> None:
        moment = time.monotonic() + seconds
        self.refill_at = moment if self.refill_at is None else min(self.refill_at, moment)

    def _drop(self, blank: "Blank") -> None:
        self._forget(blank.descriptor)
        blank.close()
        if blank in self._blanks:
            self._blanks.remove(blank)
        if self.workers.get(blank.name) is blank:
            del self.workers[blank.name]
