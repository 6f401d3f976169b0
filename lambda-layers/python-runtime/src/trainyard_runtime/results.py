"""The return value of ``main`` as the JSON that Lambda would hand on, or the fault that keeps it from that."""

import re

from trainyard_runtime import faults, json_text

SIZE_LIMIT = 6291556
"""Bytes of JSON that Lambda hands on for one invocation."""
DIGIT_LIMIT = 1000
"""Digits of an integer: readers of JSON on the other side take no longer ones."""
PART_LIMIT = 200000
"""Values looked at to find the one that is wrong."""
KEY_LIMIT = 100
"""Characters of each key in the path to it."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(rb"\\ud[89a-f]", re.IGNORECASE)
_LONG_INTEGER = re.compile(rb"[0-9]{%d}" % (DIGIT_LIMIT + 1))

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable, Optional, Tuple


def encode(value: object) -> "Tuple[Optional[bytes], Optional[faults.Fault]]":
    """Write ``value`` as JSON: Decimal as a number, None as null, anything that JSON cannot hold as a fault.

    A fault is ``Runtime.MarshalError`` with the place and kind of what was wrong,
    ``Function.ResponseSizeTooLarge``, or ``MemoryError``.
    """
    try:
        encoded = json_text.encode(value, _known)
        wrong = _doubtful(encoded) and _wrong_part(value)
    except MemoryError as error:
        faults.reserve.block = None
        faults.release(error)
        return None, faults.Fault(faults.RESULT, "MemoryError", faults.text_of(error))
    except BaseException as error:
        return None, _unmarshalable(_explain(value, error))
    if wrong:
        return None, _unmarshalable(wrong)
    if len(encoded) > SIZE_LIMIT:
        message = "Response payload size exceeded maximum allowed payload size (%d bytes)." % SIZE_LIMIT
        return None, faults.Fault(faults.RESULT, "Function.ResponseSizeTooLarge", message)
    return encoded, None


def _known(value: object) -> object:
    from decimal import Decimal  # a result without one never pays for the import

    if isinstance(value, Decimal):
        return float(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def _unmarshalable(problem: str) -> faults.Fault:
    return faults.Fault(faults.RESULT, "Runtime.MarshalError", "Unable to marshal response: " + problem)


def _doubtful(encoded: bytes) -> bool:
    """Say whether the text may hold a lone surrogate or an overlong integer, which the encoder lets through."""
    # The encoder writes escapes in lower case, and a plain search costs less than the pattern on every result.
    if b"\\ud" in encoded and _ESCAPED_SURROGATE.search(encoded):
        return True
    # A run longer than the limit covers at least one of the places that lie so far apart.
    for place in range(DIGIT_LIMIT, len(encoded), DIGIT_LIMIT):
        if 48 <= encoded[place] <= 57 and _LONG_INTEGER.search(encoded, place - DIGIT_LIMIT, place + DIGIT_LIMIT + 1):
            return True
    return False


def _explain(value: object, error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "the result is nested too deeply"
    if isinstance(error, ValueError) and "Circular reference" in faults.text_of(error):
        return "the result contains itself"
    try:
        found = _wrong_part(value)
    except BaseException:
        found = None  # the value's own methods raised again
    return found or "%s: %s" % (faults.name_of(error), faults.text_of(error))


def _wrong_part(value: object) -> "Optional[str]":
    """Find the first part that JSON cannot hold: its path and what it is."""
    waiting = [("the result", value)]
    seen = set()
    while waiting and len(seen) < PART_LIMIT:
        path, part = waiting.pop()
        problem = _problem(part)
        if problem:
            return "%s is %s" % (path, problem)
        if id(part) not in seen:
            seen.add(id(part))
            waiting.extend(reversed(list(_parts(path, part))))
    return None


def _parts(path: str, part: object) -> "Iterable[Tuple[str, object]]":
    if isinstance(part, dict):
        prefix = "" if path == "the result" else path + "."
        for key, item in part.items():
            yield "a key of " + path, key if _is_key(key) else _Key(key)
            yield prefix + faults.clean(faults.text_of(key), KEY_LIMIT), item
    elif isinstance(part, (list, tuple)):
        for index, item in enumerate(part):
            yield "%s[%d]" % (path, index), item


class _Key:
    """A key that JSON cannot have."""

    def __init__(self, key: object) -> None:
        self.type_name = type(key).__name__


def _is_key(key: object) -> bool:
    return key is None or isinstance(key, (str, int, float))


def _problem(part: object) -> "Optional[str]":
    if part is None or isinstance(part, (dict, list, tuple)):
        return None
    if isinstance(part, str):
        return "text with a lone surrogate" if _SURROGATE.search(part) else None
    if isinstance(part, int):
        return "an integer of more than %d digits" % DIGIT_LIMIT if _is_long(part) else None
    if isinstance(part, float):
        return None if part - part == 0 else "%r, which JSON has no number for" % part
    if isinstance(part, _Key):
        return "of type %s, which JSON cannot have as a key" % part.type_name
    return _problem_of_object(part)


def _problem_of_object(part: object) -> "Optional[str]":
    try:
        return _problem(_known(part))
    except (TypeError, ValueError):
        return "of type %s, which JSON cannot hold" % type(part).__name__


def _is_long(number: int) -> bool:
    bits = int.bit_length(number)
    return bits > 3330 or (bits > 3320 and len(str(abs(number))) > DIGIT_LIMIT)
