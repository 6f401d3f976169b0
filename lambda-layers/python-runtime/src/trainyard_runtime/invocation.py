"""One call of a node's function: an event as JSON in, a result as JSON or a fault out."""

import sys
from time import perf_counter

from trainyard_runtime import faults, json_text, results

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional, Tuple

    from trainyard_runtime.context import Context


def of_body(text: bytes) -> object:
    """Read an event that is sent as the text of its only member, ``body``."""
    return {"body": text.decode("utf-8")}


def invoke(
    function: "Callable[[Any, Context], Any]",
    event: bytes,
    context: "Context",
    read: "Callable[[bytes], object]" = json_text.decode,
) -> "Tuple[Optional[bytes], Optional[faults.Fault], float]":
    """Call ``function(event, context)`` with the event as ``read`` gives it.

    Gives the result (JSON) or the fault, the other being None, and the seconds that the call took.

    Never raises for anything that the function does, leaving the process included; what a signal handler
    of the function raises later, outside of it, is the engine's to catch.
    """
    try:
        decoded = read(event)
    except (ValueError, RecursionError) as error:
        message = "Unable to unmarshal input: %s" % error
        return None, faults.Fault(faults.RUN, "Runtime.UnmarshalError", message), 0.0
    except MemoryError:
        faults.reserve.block = None
        return None, faults.Fault(faults.RUN, "MemoryError", ""), 0.0
    if faults.reserve.block is None:
        faults.keep_reserve()
    request_id = context.aws_request_id
    started = perf_counter()
    try:
        returned = function(decoded, context)
        seconds = perf_counter() - started
    except SystemExit as error:
        seconds = perf_counter() - started
        _say(faults.exit_code(error))
        fault = faults.judge(faults.RUN, error, lambda raised: faults.of_exit(raised, request_id))
        return None, fault, seconds
    except BaseException as error:
        faults.reserve.block = None
        seconds = perf_counter() - started
        del decoded
        fault = faults.judge(faults.RUN, error, lambda raised: faults.of_exception(faults.RUN, raised))
        return None, fault, seconds
    result, fault = results.encode(returned)
    return result, fault, seconds


def _say(code: object) -> None:
    """Write what ``sys.exit`` was given where CPython itself would have written it, unless it is a status."""
    if code is None or issubclass(type(code), int):
        return
    try:
        sys.stderr.write(faults.clean(faults.text_of(code), faults.MESSAGE_LIMIT) + "\n")
    except BaseException:
        pass  # the node closed or replaced its standard error
