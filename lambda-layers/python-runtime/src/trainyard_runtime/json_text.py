"""JSON as CPython 3.6 writes and reads it, bound at import so that node code cannot change it.

Node code may replace ``json.dumps``, patch ``json.JSONEncoder`` or empty the module; this module keeps
the C encoder and decoder that it took when it was first imported.
"""

from json import JSONDecoder
from json.encoder import c_make_encoder, encode_basestring_ascii

_scan = JSONDecoder().scan_once
_BLANKS = " \t\n\r"


def _refuse(value: object) -> object:
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def encode(value: object, default: object = _refuse) -> bytes:
    """Write ``value`` as ASCII JSON with the separators of ``json.dumps``.

    ``default`` turns an object that JSON does not know into one that it does, or raises TypeError.
    Raises ValueError for NaN, an infinity or a value that contains itself, RecursionError for one that
    is nested too deeply, and whatever the value's own methods raise.
    """
    encoder = c_make_encoder({}, default, encode_basestring_ascii, None, ": ", ", ", False, False, False)
    return "".join(encoder(value, 0)).encode("ascii")


def decode(text: bytes) -> object:
    """Read one JSON value from UTF-8. Raises ValueError when it is not one, RecursionError when too deep."""
    decoded = text.decode("utf-8").strip(_BLANKS)
    try:
        value, end = _scan(decoded, 0)
    except StopIteration as error:
        raise ValueError("Expecting value: char %d" % error.value) from None
    if end != len(decoded):
        raise ValueError("Extra data: char %d" % end)
    return value
