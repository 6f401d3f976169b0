"""C5.4 and C4 malformed_response: results as JSON."""

import enum
import json
from decimal import Decimal

import pytest

from trainyard_runtime import results


class Colour(enum.IntEnum):
    RED = 1


GOOD = [
    (None, b"null"),
    (True, b"true"),
    ("\u00e9\U0001f600", b'"\\u00e9\\ud83d\\ude00"'),
    ({"a": [1, 2.5], "b": (None,)}, b'{"a": [1, 2.5], "b": [null]}'),
    ({1: "a", None: "b", 1.5: "d"}, b'{"1": "a", "null": "b", "1.5": "d"}'),
    (Decimal("1.50"), b"1.5"),
    (Decimal("12"), b"12.0"),
    (Colour.RED, b"1"),
    (10**999, b"1" + b"0" * 999),
    ("1" * 3000, b'"' + b"1" * 3000 + b'"'),
    ("\\ud800", b'"\\\\ud800"'),
]


@pytest.mark.parametrize("value, encoded", GOOD)
def test_c5_4_a_result_is_written_as_lambda_writes_it(value, encoded):
    assert results.encode(value) == (encoded, None)


def test_c5_4_the_text_is_that_of_the_standard_library():
    value = {"statusCode": 200, "headers": {"a": "b"}, "body": json.dumps({"x": ["\u20ac", 1e100, -0.0]})}
    assert results.encode(value)[0] == json.dumps(value).encode()


class Unkeyed(dict):
    def items(self):
        raise SystemExit(2)


class Liar(object):
    @property
    def __class__(self):
        raise ValueError("who am I")


BAD = [
    ({"a": {1}}, "a is of type set, which JSON cannot hold"),
    ({"a": [0, {"b": b"x"}]}, "a[1].b is of type bytes, which JSON cannot hold"),
    (float("nan"), "the result is nan, which JSON has no number for"),
    ({"x": float("-inf")}, "x is -inf, which JSON has no number for"),
    ([Decimal("NaN")], "the result[0] is nan, which JSON has no number for"),
    ([Decimal("1e999")], "the result[0] is inf, which JSON has no number for"),
    ({"x": "a\ud800"}, "x is text with a lone surrogate"),
    ({"x": "\ude00\ud83d"}, "x is text with a lone surrogate"),
    ({"\udc00": 1}, "a key of the result is text with a lone surrogate"),
    ({(1, 2): 3}, "a key of the result is of type tuple, which JSON cannot have as a key"),
    ({"x": {float("nan"): 1}}, "a key of x is nan, which JSON has no number for"),
    ({"x": 10**1000}, "x is an integer of more than 1000 digits"),
    ({"x": [-(10**1000)]}, "x[0] is an integer of more than 1000 digits"),
    ({"pad": "x" * 5003, "y": 10**5000}, "y is an integer of more than 1000 digits"),
    (object, "the result is of type type, which JSON cannot hold"),
    (Unkeyed(a=1), "SystemExit: 2"),
    ({"k" * 1000: {1}}, "k" * 97 + "... is of type set, which JSON cannot hold"),
]


@pytest.mark.parametrize("value, problem", BAD)
def test_c4_malformed_response_says_what_and_where(value, problem):
    encoded, fault = results.encode(value)
    assert encoded is None
    assert fault.error_message == "Unable to marshal response: " + problem
    assert (fault.stage, fault.error_type) == ("result", "Runtime.MarshalError")


def test_c4_malformed_response_of_an_object_that_lies_about_its_class():
    assert results.encode([Liar()])[1].error_type == "Runtime.MarshalError"


def test_c4_malformed_response_of_a_result_that_contains_itself():
    looped = []
    looped.append({"again": looped})
    assert results.encode(looped)[1].error_message == "Unable to marshal response: the result contains itself"


def test_c4_malformed_response_beside_a_result_that_contains_itself():
    looped = [{1}]
    looped.append(looped)
    assert results.encode(looped)[1].error_message.endswith("the result[0] is of type set, which JSON cannot hold")


def test_c4_malformed_response_of_a_deep_result():
    deep = []
    for _ in range(100000):
        deep = [deep]
    assert results.encode(deep)[1].error_message == "Unable to marshal response: the result is nested too deeply"


def test_c4_response_too_large_has_lambda_s_limit():
    fits = "x" * (results.SIZE_LIMIT - 2)
    assert len(results.encode(fits)[0]) == 6291556
    fault = results.encode(fits + "x")[1]
    assert fault.to_lambda() == {
        "errorMessage": "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
        "errorType": "Function.ResponseSizeTooLarge",
    }


def test_c4_out_of_memory_while_writing():
    class Hungry(dict):
        def items(self):
            raise MemoryError

    fault = results.encode(Hungry(a=1))[1]
    assert (fault.stage, fault.error_type) == ("result", "MemoryError")
