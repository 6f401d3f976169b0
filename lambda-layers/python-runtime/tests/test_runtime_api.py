"""What is asked of the Runtime API, what is made of its answers, and when the client gives up."""

import json

import pytest

from scripted_api import HANG_UP, OK, ScriptedApi, event
from trainyard_lambda import runtime_api
from trainyard_runtime import faults

FAULT = faults.Fault(faults.RUN, "Odd\r\nKind \u00e9", "no \U0001f682", [["/var/task/handler.py", 3, "main", "x"]])


def test_an_event_has_what_its_headers_say():
    headers = [
        "Lambda-Runtime-Trace-Id: Root=1-2",
        "Lambda-Runtime-Client-Context: {}",
        'Lambda-Runtime-Cognito-Identity: {"cognitoIdentityId": "i"}',
    ]
    with ScriptedApi(event("request-7", b'{"body": 1}', headers)) as api:
        got = runtime_api.RuntimeApi(api.address).next()
    assert (got.request_id, got.body, got.arn, got.deadline_ms) == ("request-7", b'{"body": 1}', "arn:1", 2e12)
    assert (got.trace_id, got.client_context, got.identity) == ("Root=1-2", "{}", '{"cognitoIdentityId": "i"}')
    assert api.lines == ["GET invocation/next"]
    assert api.requests[0].headers == {"Host": api.address}


def test_headers_that_are_missing_leave_their_values_out():
    with ScriptedApi(b"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: r\r\nContent-Length: 0\r\n\r\n") as api:
        got = runtime_api.RuntimeApi(api.address).next()
    assert (got.trace_id, got.client_context, got.identity, got.arn, got.deadline_ms) == (None, None, None, "", 0)


def test_an_event_without_an_id_is_refused():
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    with ScriptedApi(answer) as api, pytest.raises(runtime_api.RefusedError, match="without a request id"):
        runtime_api.RuntimeApi(api.address).next()


def test_answers_and_the_next_event_share_a_connection_until_it_rests():
    with ScriptedApi(OK, event(), OK, event()) as api:
        client = runtime_api.RuntimeApi(api.address)
        client.respond("request-0", b'{"a": 1}')
        client.next()
        client.rest()
        client.rest()
        client.fail("request-1", FAULT)
        client.next()
        client.rest()
    assert [request.connection for request in api.requests] == [1, 1, 2, 2]
    response, failure = api.requests[0], api.requests[2]
    assert (response.line, response.body) == ("POST invocation/request-0/response", b'{"a": 1}')
    assert response.headers["Content-Type"] == "application/json"
    assert failure.line == "POST invocation/request-1/error"
    assert failure.headers["Lambda-Runtime-Function-Error-Type"] == "Odd__Kind__"
    assert json.loads(failure.body.decode()) == FAULT.to_engine()


def test_a_fault_of_loading_goes_where_lambda_wants_it():
    with ScriptedApi(OK) as api:
        runtime_api.RuntimeApi(api.address).fail_to_load(FAULT)
    assert api.lines == ["POST init/error"]


def test_an_answer_that_ends_its_connection_is_followed_by_a_new_one():
    with ScriptedApi(b"HTTP/1.1 202 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", event()) as api:
        client = runtime_api.RuntimeApi(api.address)
        client.respond("request-0", b"1")
        client.next()
    assert [request.connection for request in api.requests] == [1, 2]


def test_a_request_is_repeated_when_its_connection_breaks():
    with ScriptedApi(HANG_UP, HANG_UP, OK, HANG_UP, event()) as api:
        client = runtime_api.RuntimeApi(api.address)
        client.respond("request-0", b"1")
        client.next()
    assert api.lines == ["POST invocation/request-0/response"] * 3 + ["GET invocation/next"] * 2


def test_it_gives_up_on_an_api_that_breaks_off_every_time():
    with ScriptedApi(*[HANG_UP] * 9) as api:
        with pytest.raises(runtime_api.RefusedError, match="does not answer: the connection ended"):
            runtime_api.RuntimeApi(api.address).next()
        assert len(api.requests) == runtime_api.ATTEMPTS


def test_a_long_wait_that_is_cut_off_is_no_failure_in_a_row(monkeypatch):
    clock = iter(range(0, 1000, 20))
    monkeypatch.setattr(runtime_api, "_now", lambda: next(clock))
    with ScriptedApi(*[HANG_UP] * 9 + [event()]) as api:
        assert runtime_api.RuntimeApi(api.address).next().request_id == "request-1"
        assert len(api.requests) == 10


REFUSALS = [
    (500, b'{"errorType": "InternalServerError"}'),
    (403, b'{"errorType": "InvalidStateTransition"}'),
    (400, b'{"errorType": "InvalidRequestID"}'),
]


@pytest.mark.parametrize("status, body", REFUSALS)
def test_a_refusal_is_not_repeated(status, body):
    answer = b"HTTP/1.1 %d No\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body
    with ScriptedApi(answer) as api, pytest.raises(runtime_api.RefusedError) as refused:
        runtime_api.RuntimeApi(api.address).respond("request-0", b"1")
    assert str(refused.value).startswith("The Runtime API answered %d to invocation/request-0/response: {" % status)
    assert len(api.requests) == 1


def test_a_result_that_lambda_finds_too_large_is_lambdas_to_tell():
    with ScriptedApi(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n", event()) as api:
        client = runtime_api.RuntimeApi(api.address)
        client.respond("request-0", b"1")
        assert client.next().request_id == "request-1"


@pytest.mark.parametrize("address", ["", "9001", ":9001", "host:", "host:http"])
def test_an_address_is_a_host_and_a_port(address):
    with pytest.raises(runtime_api.RefusedError, match="must be host:port"):
        runtime_api.RuntimeApi(address)
