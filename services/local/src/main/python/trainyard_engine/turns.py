"""The loop over a worker's turns: take a request, run ``main``, answer with result or fault and the output."""

import gc
import marshal
import os
import resource
import signal
import sys
import time

from trainyard_runtime import context, faults, invocation, json_text, loading, logs

from trainyard_engine import leftovers, output, page, turn_frames

BROKEN_PROTOCOL = 71
"""Exit status: what came or went on the connection was not the protocol."""
SERVED = 0
FILE = loading.SOURCE_FILE

_RECURSION_LIMIT = 1000
_YOUNG_OBJECTS = 200
_TIMERS = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
_READERS = {turn_frames.JSON: json_text.decode, turn_frames.BODY: invocation.of_body}
_REPLIED = turn_frames.OK | turn_frames.LOADED
_WARM_EVENT = b'{"node": "WARM", "entities": {}}'

# Node code may replace these in their modules. They stand here, not in an object: a turn whose memory is cold pays for
# every object, name and table on the way to them.
_getpid, _exit = os.getpid, os._exit
_usage, _of_this_process = resource.getrusage, resource.RUSAGE_SELF
_collect, _allocations = gc.collect, gc.get_count
_set_timer, _set_trace, _set_profile = signal.setitimer, sys.settrace, sys.setprofile
_get_recursion, _set_recursion = sys.getrecursionlimit, sys.setrecursionlimit
_set_request, _invoke, _Context = logs.set_request, invocation.invoke, context.Context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from trainyard_runtime.faults import Fault

    from trainyard_engine.page import Page


class Turns(object):
    """One worker's turns. ``connection`` is a descriptor that node code does not meet by accident."""

    def __init__(
        self, connection: int, collected: "output.Output", left: "leftovers.Leftovers", shared: "Page"
    ) -> None:
        self._frames = turn_frames.Frames(connection)
        self._output = collected
        self._shared = shared
        self._pid = os.getpid()
        self._function = None  # type: Optional[Callable[[Any, Any], Any]]
        self._load_fault = None  # type: Optional[Fault]
        self._init_us = None  # type: Optional[int]
        self._left_behind = left

    def warm_up(self) -> None:
        """Touch, while nobody waits, the memory that a turn touches."""
        function = context.Function.from_environment({})
        described = context.Context(function, "-", 0.0, "-")
        invocation.invoke(
            lambda event, _: {"statusCode": 200, "body": event["body"]}, _WARM_EVENT, described, invocation.of_body
        )
        _usage(_of_this_process)
        self._left_behind.settled(0)
        marshal.loads(marshal.dumps(_WARM_EVENT))

    def serve(self, header: "dict", source: bytes, code: bytes) -> int:
        """Load the node, then answer turns until the connection ends; returns the exit status."""
        self._output.cap(header.get("log_limit", 256 * 1024))
        self._arn = header.get("arn", "")
        self._described = context.Function.from_environment(header.get("environment", {}))
        self._load(header.get("handler", loading.HANDLER), source, code)
        while True:
            try:
                request = self._frames.receive()
            except (OSError, EOFError, ValueError):
                return BROKEN_PROTOCOL
            if request is None or not self._turn(*request):
                return SERVED

    def _load(self, handler: str, source: bytes, code: bytes) -> None:
        self._shared.enter(page.LOADING)
        started = time.perf_counter()
        unit = marshal.loads(code) if code else source
        self._function, self._load_fault = loading.load_source(unit, handler, FILE)
        self._init_us = int((time.perf_counter() - started) * 1e6)
        self._shared.enter(page.IDLE)
        if _getpid() != self._pid:
            _exit(0)
        self._steady()
        self._output.loaded()
        if self._load_fault is None:
            self._frames.loaded()

    def _turn(self, request_id: str, deadline_ms: int, form: int, event: bytes) -> bool:
        """Run and answer one turn; False when this worker must not serve another."""
        shared = self._shared
        _set_request(request_id)
        seconds = 0.0
        result, fault = None, self._load_fault
        if fault is None:
            described = _Context(self._described, request_id, deadline_ms, self._arn)
            shared.enter(page.RUNNING)
            try:
                result, fault, seconds = _invoke(self._function, event, described, _READERS[form])
            except BaseException as error:  # a trace function of the node, or a signal's handler
                fault = faults.of_exception(faults.RUN, error)
                fault.stack = [frame for frame in fault.stack if frame[0] != __file__]
            shared.enter(page.IDLE)
            if _getpid() != self._pid:
                _exit(0)  # a child that the node forked and that came back from main: not a worker
        self._steady()
        retire = (fault is self._load_fault and fault is not None) or not self._left_behind.settled()
        self._answer(request_id, result, fault, int(seconds * 1e6), retire)
        if retire:
            return False
        if _allocations()[0] > _YOUNG_OBJECTS:
            _collect(1)
        return True

    def _steady(self) -> None:
        """Undo what the node may have left armed in the interpreter, and get its output out of Python's buffers."""
        _set_trace(None)
        _set_profile(None)
        if _get_recursion() != _RECURSION_LIMIT:
            _set_recursion(_RECURSION_LIMIT)
        for timer in _TIMERS:
            _set_timer(timer, 0)
        self._output.flush()

    def _answer(
        self, request_id: str, result: "Optional[bytes]", fault: "Optional[Fault]", run_us: int, retire: bool
    ) -> None:
        memory_kb = _usage(_of_this_process).ru_maxrss
        log, cut = self._output.collect()
        start = min(self._output.start, len(log))
        flags = turn_frames.RETIRE if retire else 0
        if fault is None:
            flags |= _REPLIED
        else:
            flags |= turn_frames.LOADED if self._load_fault is None else 0
            result = fault.engine_json()
        if cut or fault is not None:
            log = _with_lines(log, cut, fault)
        init_us = 0
        if self._init_us is not None:
            flags |= turn_frames.FIRST
            init_us, self._init_us = self._init_us, None
        self._frames.answer(flags, request_id.encode("utf-8"), run_us, init_us, memory_kb, result, log, start, cut)
        if self._output.used:
            self._output.clear()


def _with_lines(log: bytes, cut: int, fault: "Optional[Fault]") -> bytes:
    """Add to the output what is to be said of it: how much is missing, and the fault that ended it."""
    if log and not log.endswith(b"\n"):
        log += b"\n"
    if cut:
        log += b"[%d bytes of output cut]\n" % cut
    return log if fault is None else log + logs.fault_text(fault).encode("utf-8", "backslashreplace")
