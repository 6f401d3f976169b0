"""So much of Lambda as a proof needs: a Runtime API, and the sandbox in which ``/opt/bootstrap`` talks to it."""

import os
import queue
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECONDS = 30


class Api(BaseHTTPRequestHandler):
    """One request of the runtime; what came is told to the host."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        self.server.host.happened.put(("next", b"", time.perf_counter()))
        event = self.server.host.events.get()
        if event is None:
            self.close_connection = True
            return
        identity, body = event
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", identity)
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + 20) * 1000)))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:x")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.server.host.happened.put((self.path.rsplit("/", 1)[1], body, time.perf_counter()))

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    """The API's server. The runtime resets its connections; and at the end everybody does."""

    def handle_error(self, *_):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            raise

    def __init__(self, host):
        super().__init__(("127.0.0.1", 0), Api)
        self.host = host


class Host:
    """A sandbox; in its command ``@API@`` stands for the Runtime API's address and ``@TASK@`` for the code's folder."""

    def __init__(self, command, task, name="The runtime"):
        self._name = name
        self.events = queue.Queue()
        self.happened = queue.Queue()
        self.server = Server(self)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        address = "127.0.0.1:%d" % self.server.server_address[1]
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [part.replace("@API@", address).replace("@TASK@", task) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={},
        )

        self._written = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._written.append(line)

    def wait(self):
        """What happens next: its name, the body that came, and when; None if the process ends without a word."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                return self.happened.get(timeout=0.02)
            except queue.Empty:
                if self.process.poll() is not None and self.happened.empty():
                    return None
        raise SystemExit("%s did nothing for %d seconds" % (self._name, SECONDS))

    def turn(self, body, identity="request-1"):
        """Hand over an event to a runtime that waits for one, and give what happens."""
        self.events.put((identity, body))
        return self.wait()

    def close(self):
        """End everything, and give what was written."""
        self.events.put(None)
        self.process.kill()
        self.process.wait()
        self._reader.join(SECONDS)
        self.process.stdout.close()
        self.server.shutdown()
        self.server.server_close()
        return b"".join(self._written).decode("utf-8", "replace")


def tree(root):
    """The process ids of a process and of all below it."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name) as file:
                    parents[int(name)] = int(file.read().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def until(text, condition):
    """Wait for a condition that is about to hold."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit("Not within %d seconds: %s" % (SECONDS, text))
        time.sleep(0.01)
