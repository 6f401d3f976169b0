"""C2.3: the context object."""

import io
import sys
import time

from support import FUNCTION
from trainyard_runtime import context

ENVIRONMENT = {
    "AWS_LAMBDA_FUNCTION_NAME": "clinic-greet",
    "AWS_LAMBDA_FUNCTION_VERSION": "7",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/clinic-greet",
    "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
}


def test_c2_3_every_attribute():
    made = context.Context(context.Function.from_environment(ENVIRONMENT), "request-1", 0, "arn:1")
    assert made.aws_request_id == "request-1"
    assert made.invoked_function_arn == "arn:1"
    assert made.function_name == "clinic-greet"
    assert made.function_version == "7"
    assert made.memory_limit_in_mb == "128"
    assert made.log_group_name == "/aws/lambda/clinic-greet"
    assert made.log_stream_name == "stream"
    assert made.client_context is None
    assert made.identity.cognito_identity_id is None
    assert made.identity.cognito_identity_pool_id is None


def test_c2_3_the_remaining_time_is_whole_milliseconds_and_never_negative():
    def remaining(deadline_ms):
        return context.Context(FUNCTION, "r", deadline_ms, "arn").get_remaining_time_in_millis()

    left = remaining(time.time() * 1000 + 20000)
    assert isinstance(left, int)
    assert 15000 < left <= 20000
    assert remaining(0) == 0


def test_c2_3_log_writes_a_line(monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    made = context.Context(FUNCTION, "r", 0, "arn")
    made.log("one")
    made.log("two\n")
    made.log(3)
    assert written.getvalue() == "one\ntwo\n3\n"
