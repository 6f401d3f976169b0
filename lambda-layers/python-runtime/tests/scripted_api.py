"""A Runtime API that answers what a test wrote down, byte by byte, and remembers what it was asked."""

import re
import socket
import threading

OK = b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}"
HANG_UP = b""
"""An answer: close the connection instead."""


def event(request_id="request-1", body=b"{}", headers=()):
    """An answer to ``next``."""
    lines = [
        "HTTP/1.1 200 OK",
        "Lambda-Runtime-Aws-Request-Id: " + request_id,
        "Lambda-Runtime-Deadline-Ms: 2000000000000",
        "Lambda-Runtime-Invoked-Function-Arn: arn:1",
    ]
    lines += [*headers, "Content-Length: %d" % len(body), "", ""]
    return "\r\n".join(lines).encode() + body


class Request:
    """One request that came; ``connection`` counts the connections from 1."""

    def __init__(self, connection, head, body):
        self.connection = connection
        first, _, rest = head.partition("\r\n")
        self.line = re.sub(" HTTP/1.1$", "", first).replace("/2018-06-01/runtime/", "")
        self.headers = dict(line.split(": ", 1) for line in rest.split("\r\n") if line)
        self.body = body

    def __repr__(self):
        return "%d %s %r" % (self.connection, self.line, self.body[:200])


class ScriptedApi:
    """Serves one connection at a time, answer after answer; each is bytes, or a list of bytes sent one by one.

    After the last answer it closes connections without a word, and then refuses them.
    """

    def __init__(self, *answers):
        self.requests = []
        self._answers = list(answers)
        self._listening = socket.socket()
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen(8)
        self.address = "127.0.0.1:%d" % self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._answers = []
        try:
            socket.create_connection(("127.0.0.1", int(self.address.split(":")[1]))).close()
        except OSError:
            pass  # it ended already
        self._thread.join(20)
        assert not self._thread.is_alive()

    @property
    def lines(self):
        return [request.line for request in self.requests]

    def _serve(self):
        count = 0
        with self._listening:
            while self._answers:
                connection, _ = self._listening.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                count += 1
                with connection:
                    try:
                        self._talk(count, connection)
                    except ConnectionError:
                        continue

    def _talk(self, count, connection):
        received = b""
        while self._answers:
            while b"\r\n\r\n" not in received:
                part = connection.recv(65536)
                if not part:
                    return
                received += part
            head, _, received = received.partition(b"\r\n\r\n")
            text = head.decode("latin-1")
            length = int((re.findall(r"\r\nContent-Length: (\d+)", text) or ["0"])[0])
            while len(received) < length:
                received += connection.recv(65536)
            self.requests.append(Request(count, text, received[:length]))
            received = received[length:]
            answer = self._answers.pop(0)
            if answer == HANG_UP:
                return
            pieces = answer if isinstance(answer, list) else [answer]
            for piece in pieces:
                connection.sendall(piece)
            if re.search(b"Connection: close|HTTP/1.0", b"".join(pieces)):
                return
