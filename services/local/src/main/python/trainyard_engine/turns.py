"""The loop over a worker's turns: read a request, run ``main``, answer with result or fault and the log."""

import gc
import marshal
import os
import resource
import signal
import struct
import sys
import time

from trainyard_runtime import context, faults, invocation, json_text, loading, logs

from trainyard_engine import leftovers, output, page

BROKEN_PROTOCOL = 71
"""Exit status: what came or went on the connection was not the protocol."""
SERVED = 0
FILE = loading.SOURCE_FILE

_READ_BYTES = 64 * 1024
_MAX_FRAME = 16 * 1024 * 1024
_RECURSION_LIMIT = 1000
_YOUNG_OBJECTS = 200
_pair = struct.Struct(">II")
_TIMERS = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
_WARM_EVENT = b'{"body": "{\\"node\\": \\"WARM\\", \\"entities\\": {}}"}'

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from trainyard_runtime.faults import Fault

    from trainyard_engine.page import Page


class Turns(object):
    """One worker's turns. ``connection`` is a descriptor that node code does not meet by accident."""

    def __init__(
        self, connection: int, collected: "output.Output", left: "leftovers.Leftovers", shared: "Page"
    ) -> None:
        self._connection = connection
        self._output = collected
        self._shared = shared
        self._pid = os.getpid()
        self._function = None  # type: Optional[Callable[[Any, Any], Any]]
        self._load_fault = None  # type: Optional[Fault]
        self._init_us = None  # type: Optional[int]
        # Node code may replace these in their modules.
        self._read, self._write, self._getpid = os.read, os.write, os.getpid
        self._usage = resource.getrusage
        self._exit = os._exit
        self._collect, self._allocations = gc.collect, gc.get_count
        self._set_timer, self._set_trace, self._set_profile = signal.setitimer, sys.settrace, sys.setprofile
        self._get_recursion, self._set_recursion = sys.getrecursionlimit, sys.setrecursionlimit
        self._left_behind = left

    def warm_up(self) -> None:
        """Touch, while nobody waits, the memory that a turn touches."""
        function = context.Function.from_environment({})
        described = context.Context(function, "-", 0.0, "-")
        invocation.invoke(lambda event, _: {"statusCode": 200, "body": event["body"]}, _WARM_EVENT, described)
        logs.start_line("-", "1") + logs.end_line("-") + logs.report_line("-", 1.0, 128, 10)
        self._usage(resource.RUSAGE_SELF)
        self._left_behind.settled(0)
        marshal.loads(marshal.dumps(_pair.pack(1, 1)))

    def serve(self, header: "dict", source: bytes, code: bytes) -> int:
        """Load the node, then answer turns until the connection ends; returns the exit status."""
        self._output.cap(header.get("log_limit", 256 * 1024))
        self._memory_mb = header.get("memory_mb", 128)
        self._described = context.Function.from_environment(header.get("environment", {}))
        self._load(header.get("handler", loading.HANDLER), source, code)
        while True:
            request = self._next_request()
            if request is None:
                return SERVED
            if isinstance(request, int):
                return request
            if not self._turn(*request):
                return SERVED

    def _load(self, handler: str, source: bytes, code: bytes) -> None:
        self._shared.enter(page.LOADING)
        started = time.perf_counter()
        unit = marshal.loads(code) if code else source
        self._function, self._load_fault = loading.load_source(unit, handler, FILE)
        self._init_us = int((time.perf_counter() - started) * 1e6)
        self._shared.enter(page.IDLE)
        if self._getpid() != self._pid:
            self._exit(0)
        self._steady()
        if self._load_fault is None:
            self._send(b'{"notice":"loaded","init_us":%d}' % self._init_us)

    def _next_request(self) -> "Any":
        """(header, event), None at the end of the stream, or the exit status for what is no request."""
        try:
            data = self._read(self._connection, _READ_BYTES)
            if not data:
                return None
            while len(data) < 8:
                data = self._more(data)
            total, header_bytes = _pair.unpack_from(data)
            end = 4 + total
            if total > _MAX_FRAME or header_bytes + 4 > total:
                return BROKEN_PROTOCOL
            if len(data) < end:
                parts, missing = [data], end - len(data)
                while missing > 0:
                    part = self._more(b"")
                    parts.append(part)
                    missing -= len(part)
                data = b"".join(parts)
            if len(data) != end:
                return BROKEN_PROTOCOL
            return json_text.decode(data[8 : 8 + header_bytes]), data[8 + header_bytes :]
        except (OSError, EOFError, ValueError):
            return BROKEN_PROTOCOL

    def _more(self, data: bytes) -> bytes:
        part = self._read(self._connection, _MAX_FRAME if not data else _READ_BYTES)
        if not part:
            raise EOFError
        return data + part

    def _turn(self, header: "Any", event: bytes) -> bool:
        """Run and answer one turn; False when this worker must not serve another."""
        request_id = header["id"]
        shared = self._shared
        self._output.begin(logs.start_line(request_id, self._described.version or "$LATEST"))
        logs.set_request(request_id)
        seconds = 0.0
        result, fault = None, self._load_fault
        if fault is None:
            described = context.Context(self._described, request_id, header["deadline_ms"], header.get("arn", ""))
            shared.enter(page.RUNNING)
            try:
                outcome = invocation.invoke(self._function, event, described)
                result, fault, seconds = outcome.result, outcome.fault, outcome.seconds
                del outcome
            except BaseException as error:  # a trace function of the node, or a signal's handler
                fault = faults.of_exception(faults.RUN, error)
                fault.stack = [frame for frame in fault.stack if frame[0] != __file__]
            shared.enter(page.IDLE)
            if self._getpid() != self._pid:
                self._exit(0)  # a child that the node forked and that came back from main: not a worker
        self._steady()
        retire = (fault is self._load_fault and fault is not None) or not self._left_behind.settled()
        self._answer(request_id, result, fault, seconds, retire)
        if retire:
            return False
        self._output.clear()
        if self._allocations()[0] > _YOUNG_OBJECTS:
            self._collect(1)
        return True

    def _steady(self) -> None:
        """Undo what the node may have left armed in the interpreter, and get its output out of Python's buffers."""
        self._set_trace(None)
        self._set_profile(None)
        if self._get_recursion() != _RECURSION_LIMIT:
            self._set_recursion(_RECURSION_LIMIT)
        for timer in _TIMERS:
            self._set_timer(timer, 0)
        self._output.flush()

    def _answer(
        self, request_id: str, result: "Optional[bytes]", fault: "Optional[Fault]", seconds: float, retire: bool
    ) -> None:
        memory_kb = self._usage(resource.RUSAGE_SELF).ru_maxrss
        body = result if fault is None else fault.engine_json()
        kept, cut = self._output.collect()
        tail = "" if not kept or kept.endswith(b"\n") else "\n"
        if cut:
            tail += "[%d bytes of output cut]\n" % cut
        if fault is not None:
            tail += logs.fault_text(fault)
        init_us, self._init_us = self._init_us, None
        tail += logs.end_line(request_id) + logs.report_line(
            request_id, seconds * 1e3, self._memory_mb, memory_kb // 1024, None if init_us is None else init_us / 1e3
        )
        log = kept + tail.encode("utf-8", "backslashreplace")
        header = (
            b'{"id":%s,"ok":%s,"loaded":%s,%s"run_us":%d,"memory_kb":%d,"log_cut":%d,"retire":%s,"blobs":[%d,%d]}'
            % (
                json_text.encode(request_id),
                b"true" if fault is None else b"false",
                b"true" if self._load_fault is None else b"false",
                b"" if init_us is None else b'"init_us":%d,' % init_us,
                seconds * 1e6,
                memory_kb,
                cut,
                b"true" if retire else b"false",
                len(body),
                len(log),
            )
        )
        self._send(header, body, log)

    def _send(self, header: bytes, body: bytes = b"", log: bytes = b"") -> None:
        answer = b"".join((_pair.pack(4 + len(header) + len(body) + len(log), len(header)), header, body, log))
        written = self._write(self._connection, answer)
        while written < len(answer):
            answer = answer[written:]
            written = self._write(self._connection, answer)
