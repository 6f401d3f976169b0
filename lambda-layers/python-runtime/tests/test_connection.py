"""HTTP as it may come: whole, in pieces, chunked, until the end, or not at all."""

import os
import socket
import subprocess
import sys

import pytest

from scripted_api import HANG_UP, OK, ScriptedApi
from trainyard_lambda import connection

GET = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"


def address(api):
    host, _, port = api.address.partition(":")
    return host, int(port)


def ask(answer):
    with ScriptedApi(answer) as api:
        opened = connection.Connection(address(api))
        try:
            return opened.exchange(GET, b"")
        finally:
            opened.close()


def pieces(text):
    return [text[place : place + 1] for place in range(len(text))]


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5\r\nhello\r\n6;name=value\r\n world\r\n0\r\nTrailer: yes\r\n\r\n"
)
BODIES = [
    (b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world", True),
    (b"HTTP/1.1 200\r\ncontent-length:11\r\nConnection: close\r\n\r\nhello world", False),
    (b"HTTP/1.0 200 OK\r\nContent-Length: 11\r\n\r\nhello world", False),
    (b"HTTP/1.0 200 OK\r\n\r\nhello world", False),
    (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello world", False),
    (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world", True),
    (CHUNKED, True),
]


@pytest.mark.parametrize("text, lasts", BODIES)
def test_a_body_is_read_whole_and_in_pieces(text, lasts):
    for given in (text, pieces(text)):
        answer = ask(given)
        assert (answer.status, answer.body, answer.lasts) == (200, b"hello world", lasts)


def test_headers_have_lower_case_names_and_no_blanks_around():
    answer = ask(b"HTTP/1.1 404 Not Found\r\nX-Some:  a: b \r\nEmpty:\r\nContent-Length: 0\r\n\r\n")
    assert (answer.status, answer.headers["x-some"], answer.headers["empty"], answer.body) == (404, "a: b", "", b"")


def test_nothing_follows_a_status_without_content():
    assert ask(b"HTTP/1.1 204 No Content\r\n\r\n").body == b""


def test_a_large_body_comes_whole():
    body = os.urandom(1 << 20) * 6
    answer = ask(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    assert answer.body == body


def test_requests_follow_each_other_on_one_connection():
    with ScriptedApi(OK, CHUNKED, OK) as api:
        opened = connection.Connection(address(api))
        assert opened.exchange(b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\n", b"abc").status == 202
        assert opened.exchange(GET, b"").body == b"hello world"
        assert opened.exchange(GET, b"").status == 202
        opened.close()
        opened.close()
        assert [request.connection for request in api.requests] == [1, 1, 1]
        assert api.requests[0].body == b"abc"


NO_HTTP = [
    HANG_UP,
    b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\nConnection: close\r\n\r\nhello",
    b"SSH-2.0-OpenSSH Connection: close\r\n\r\n",
    b"HTTP/1.1 abc\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000001\r\n",
    b"HTTP/1.1 200 OK\r\nX: " + b"x" * (128 * 1024),
]


@pytest.mark.parametrize("text", NO_HTTP, ids=range(len(NO_HTTP)))
def test_what_is_no_answer_is_a_lost_connection(text):
    with pytest.raises(connection.ConnectionLostError):
        ask(text)


def test_nobody_there_is_a_lost_connection():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(connection.ConnectionLostError):
            connection.Connection(bound.getsockname())


AFTER_CLOSING = """
import os, resource, sys
from trainyard_lambda import connection
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
exec(sys.argv[2])
opened = connection.Connection(("127.0.0.1", int(sys.argv[1])))
os.write(1, b"not into the connection")
assert opened.exchange(b"GET / HTTP/1.1\\r\\n\\r\\n", b"").status == 202
os._exit(7)
"""


@pytest.mark.parametrize(
    "deed", ["os.closerange(0, 64)", "held = [open('/dev/null') for _ in range(64 - 3)]", "os.close(1)"]
)
def test_it_gets_a_descriptor_whatever_was_closed_or_used_up(deed):
    folders = os.pathsep.join(path for path in sys.path if path)
    with ScriptedApi(OK) as api:
        command = [sys.executable, "-S", "-c", AFTER_CLOSING, api.address.split(":")[1], deed]
        assert subprocess.call(command, env={"PYTHONPATH": folders}, stdout=subprocess.DEVNULL) == 7
        assert api.lines == ["GET /"]
