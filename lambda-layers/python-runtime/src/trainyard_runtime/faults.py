"""What went wrong with a node's code, in the shapes that Lambda's Python 3.6 runtime gives.

Everything here assumes that the exception is hostile: its ``__str__`` may raise, hang on to memory or
return megabytes, its class may lie about its name, its frames may carry made-up file names.
"""

import linecache
import os.path
from collections import deque

from trainyard_runtime import json_text

LOAD = "load"
RUN = "run"
RESULT = "result"

MESSAGE_LIMIT = 64 * 1024
"""Characters of a fault's message."""
FRAME_LIMIT = 100
"""Frames of a stack; the innermost are kept."""
TEXT_LIMIT = 1000
"""Characters of a file name, a function name or a source line in a stack."""
RESERVE_SIZE = 512 * 1024
"""Bytes set aside, and let go when memory runs out, so that there is room to say so."""

_OWN_FOLDER = os.path.dirname((lambda: None).__code__.co_filename) + os.sep
# Past what a hostile class may have put in their place
_type_name = type.__dict__["__name__"].__get__
_traceback = BaseException.__dict__["__traceback__"]
_cause = BaseException.__dict__["__cause__"]
_context = BaseException.__dict__["__context__"]
_code = SystemExit.__dict__["code"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Callable, Dict, List, Optional


class Fault:
    """One fault of a node's code.

    ``stage`` is ``load`` (``main`` never ran), ``run`` (``main`` raised or left the process) or ``result``
    (``main`` returned what cannot be handed on). ``stack`` is a list of ``[file, line, function, source]``,
    outermost first, without the frames of this package and of the import system.
    """

    __slots__ = ("error_message", "error_type", "stack", "stage")

    def __init__(self, stage: str, error_type: str, error_message: str, stack: "Optional[List[list]]" = None) -> None:
        self.stage = stage
        self.error_type = clean(error_type, TEXT_LIMIT)
        self.error_message = clean(error_message, MESSAGE_LIMIT)
        self.stack = stack or []

    def to_lambda(self) -> "Dict[str, Any]":
        """Give Lambda's error object: of a load fault the message alone, without a stack no ``stackTrace``."""
        described = {"errorMessage": self.error_message}  # type: Dict[str, Any]
        if self.stage != LOAD:
            described["errorType"] = self.error_type
            if self.stack:
                described["stackTrace"] = self.stack
        return described

    def to_engine(self) -> "Dict[str, Any]":
        """Give all that is known: Lambda's keys, always with ``errorType`` and ``stackTrace``, and ``stage``."""
        return {
            "errorMessage": self.error_message,
            "errorType": self.error_type,
            "stackTrace": self.stack,
            "stage": self.stage,
        }

    def lambda_json(self) -> bytes:
        """Give :meth:`to_lambda` as JSON."""
        return json_text.encode(self.to_lambda())

    def engine_json(self) -> bytes:
        """Give :meth:`to_engine` as JSON."""
        return json_text.encode(self.to_engine())


class Reserve:
    """Memory that is let go, by ``reserve.block = None``, as the first step of handling any exception of node code.

    Nothing else may come before it: when memory has run out, even a call needs more than there is.
    """

    __slots__ = ("block",)

    def __init__(self) -> None:
        self.block = bytearray(RESERVE_SIZE)  # type: Optional[bytearray]


reserve = Reserve()


def keep_reserve() -> None:
    """Set the reserve aside again after it was let go, if there is memory for it."""
    try:
        reserve.block = bytearray(RESERVE_SIZE)
    except MemoryError:
        pass  # the node holds on to too much; what it does next fails soon enough


def judge(stage: str, error: BaseException, judgement: "Callable[[BaseException], Fault]") -> Fault:
    """Give ``judgement(error)``, or a fault without details if the exception is so made that it breaks that."""
    try:
        return judgement(error)
    except MemoryError as shortage:
        release(shortage)
        release(error)
        return Fault(stage, "MemoryError", "")
    except BaseException:
        return Fault(stage, name_of(error), "<%s; it could not be described>" % name_of(error))


def of_exception(stage: str, error: BaseException) -> Fault:
    """Judge an exception that node code let through; its message is the exception's own text.

    When memory has run out, what the exception's frames hold is freed before the fault is built.
    """
    places = _places(_traceback.__get__(error))
    if issubclass(type(error), MemoryError):
        release(error)
    return Fault(stage, name_of(error), text_of(error), _stack(places))


def of_exit(error: SystemExit, request_id: str) -> Fault:
    """Judge ``sys.exit`` inside ``main`` as Lambda does: the process has left, with or without a status."""
    status = exit_status(exit_code(error))
    reason = "exited with error: exit status %d" % status if status else "exited without providing a reason"
    message = "RequestId: %s Error: Runtime %s" % (request_id, reason)
    return Fault(RUN, "Runtime.ExitError", message, stack_of(error))


def exit_code(error: SystemExit) -> object:
    """Give what ``sys.exit`` was given."""
    return _code.__get__(error)


def exit_status(code: object) -> int:
    """Give the status that the process would have ended with."""
    if code is None:
        return 0
    return int.__and__(code, 0xFF) if issubclass(type(code), int) else 1


def release(error: BaseException) -> None:
    """Free what the frames of an exception, and of those that led to it, hold."""
    for _ in range(FRAME_LIMIT):
        traceback = _traceback.__get__(error)
        _traceback.__set__(error, None)
        while traceback is not None:
            try:
                traceback.tb_frame.clear()
            except RuntimeError:
                pass  # still running: ours, or a generator's caller
            traceback = traceback.tb_next
        earlier = _cause.__get__(error) or _context.__get__(error)
        _cause.__set__(error, None)
        _context.__set__(error, None)
        if earlier is None:
            return
        error = earlier


def name_of(error: BaseException) -> str:
    """Give the name of an exception's class, whatever its metaclass says."""
    return _type_name(type(error))


def text_of(value: object) -> str:
    """Give ``str(value)``, or a stand-in if that raises."""
    try:
        return str(value)
    except BaseException as error:
        return "<%s; its text could not be read: %s>" % (_type_name(type(value)), name_of(error))


def clean(text: str, limit: int) -> str:
    """Give at most ``limit`` characters of a plain ``str`` that UTF-8 can hold; a cut is marked at the end."""
    plain = str.__str__(text)
    if len(plain) > limit:
        plain = plain[: limit - 3] + "..."
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def stack_of(error: BaseException) -> "List[list]":
    """Give the frames of an exception's traceback as ``[file, line, function, source]``."""
    return _stack(_places(_traceback.__get__(error)))


def frame(file: str, line: "Optional[int]", function: str, source: str) -> list:
    """Give one entry of a stack, each text within its limit."""
    return [clean(file, TEXT_LIMIT), line, clean(function, TEXT_LIMIT), clean(source.strip(), TEXT_LIMIT)]


def _places(traceback: "Optional[TracebackType]") -> deque:
    places = deque(maxlen=FRAME_LIMIT)  # type: deque
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if not _is_machinery(code.co_filename):
            places.append((code.co_filename, traceback.tb_lineno, code.co_name))
        traceback = traceback.tb_next
    return places


def _is_machinery(file: str) -> bool:
    return file.startswith((_OWN_FOLDER, "<frozen importlib.")) or file.endswith(
        os.sep + os.path.join("importlib", "__init__.py")
    )


def _stack(places: deque) -> "List[list]":
    return [frame(file, line, function, _source(file, line)) for file, line, function in places]


def _source(file: str, line: int) -> str:
    try:
        return linecache.getline(file, line)
    except BaseException:
        return ""  # an odd file name or encoding; the place is told without its text
