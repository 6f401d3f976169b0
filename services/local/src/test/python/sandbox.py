"""Drives the real launcher, bubblewrap, zygote and workers over the socket, as the server does."""

import atexit
import itertools
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from calendar import timegm
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[5]
ENGINE = REPOSITORY / "services/local/src/main/python"
LAYERS = REPOSITORY / "lambda-layers"
MAGIC = b"\xff\xff\xff\xffTYEX"
NOBODY = 65534
SECONDS = 30

Header = dict[str, object]


def layer_zips() -> list[Path]:
    """The two layers: those of the repository, or of the folder that TRAINYARD_LAYERS names."""
    folder = os.environ.get("TRAINYARD_LAYERS")
    if folder:
        return [Path(folder, name + ".zip") for name in ("python-runtime", "extra-packages")]
    return [next((LAYERS / name / "dist").glob("*.zip")) for name in ("python-runtime", "extra-packages")]


def unpack(folder: Path) -> Path:
    """Merge both layers in ``folder``, with their modes and times, and today's runtime package over them."""
    for path in layer_zips():
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                made = archive.extract(entry, folder)
                mode = (entry.external_attr >> 16) & 0o777
                if mode:
                    os.chmod(made, mode)
                moment = timegm((*entry.date_time, 0, 0, 0))
                os.utime(made, (moment, moment))
    package = folder / "py36/runtime/trainyard_runtime"
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(LAYERS / "python-runtime/src/trainyard_runtime", package)
    return folder


def workplace() -> Path:
    """A folder that the user whom root drops to can read, with the layers and a copy of the engine."""
    folder = Path(tempfile.mkdtemp(prefix="trainyard-python-test-"))
    folder.chmod(0o755)
    unpack(folder / "opt")
    shutil.copytree(ENGINE, folder / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def encode(header: Header, *blobs: bytes) -> bytes:
    """A message."""
    if blobs:
        header = {**header, "blobs": [len(blob) for blob in blobs]}
    data = json.dumps(header).encode()
    body = b"".join(blobs)
    return struct.pack(">II", 4 + len(data) + len(body), len(data)) + data + body


def until(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Wait for a condition that is about to hold."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.005)


class Broken(Exception):
    """No frame came: ``rest`` is all that did come before the end of the stream."""

    def __init__(self, rest: bytes) -> None:
        super().__init__(rest[-2000:])
        self.rest = rest


class Connection:
    """Frames over the engine's socket."""

    def __init__(self, path: Path, hello: bytes = b"") -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(SECONDS)
        try:
            self.socket.connect(str(path))
        except OSError:
            self.socket.close()
            raise
        self._buffer = b""
        self.socket.sendall(hello)

    def send(self, header: Header, *blobs: bytes) -> None:
        self.socket.sendall(encode(header, *blobs))

    def frame(self) -> tuple[bytes, bytes]:
        """Header and all behind it of the next frame."""
        total, header_bytes = struct.unpack(">II", self._take(8))
        if total > 16 * 1024 * 1024 or header_bytes + 4 > total:
            self._buffer = struct.pack(">II", total, header_bytes) + self._buffer
            raise Broken(self.rest())
        return self._take(header_bytes), self._take(total - 4 - header_bytes)

    def receive(self) -> tuple[Header, list[bytes]]:
        """The next message that is not of a turn."""
        data, rest = self.frame()
        header = json.loads(data)
        ends = list(itertools.accumulate(header.get("blobs", [])))
        return header, [rest[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def rest(self) -> bytes:
        """Everything up to the end of the stream."""
        try:
            while data := self.socket.recv(1 << 20):
                self._buffer += data
        except ConnectionResetError:
            pass
        taken, self._buffer = self._buffer, b""
        return taken

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            try:
                data = self.socket.recv(1 << 20)
            except ConnectionResetError:
                data = b""
            if not data:
                raise Broken(self._buffer)
            self._buffer += data
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def close(self) -> None:
        self.socket.close()


ANSWER = struct.Struct(">BQQIIQI")
OK, LOADED, RETIRE, FIRST, NOTICE = 1, 2, 4, 8, 16


@dataclass
class Answer:
    """One turn's answer."""

    header: Header
    body: bytes
    log: str

    @staticmethod
    def parse(header: bytes, blobs: bytes) -> "Answer":
        flags, run_us, init_us, memory_kb, log_start, log_cut, size = ANSWER.unpack_from(header)
        fields: Header = {"id": header[ANSWER.size :].decode(), "run_us": run_us, "memory_kb": memory_kb}
        fields |= {"log_start": log_start, "log_cut": log_cut}
        for name, flag in (("ok", OK), ("loaded", LOADED), ("retire", RETIRE)):
            fields[name] = bool(flags & flag)
        if flags & FIRST:
            fields["init_us"] = init_us
        return Answer(fields, blobs[:size], blobs[size:].decode("utf-8", "replace"))

    @property
    def value(self) -> object:
        assert self.header["ok"], self.body
        return json.loads(self.body)

    @property
    def fault(self) -> Header:
        assert not self.header["ok"], self.body
        return json.loads(self.body)


@dataclass
class Report:
    """A supervisor's final report."""

    header: Header
    log: str

    @property
    def reason(self) -> object:
        return self.header["reason"]


def parse_report(rest: bytes) -> Report:
    """Find the report in the tail of a stream."""
    total, header_bytes = struct.unpack(">II", rest[-8:])
    body = rest[-8 - total : -8]
    assert rest[-8 - total - len(MAGIC) : -8 - total] == MAGIC, rest[-300:]
    return Report(json.loads(body[:header_bytes]), body[header_bytes:].decode("utf-8", "replace"))


class Worker:
    """A worker's connection."""

    def __init__(self, connection: Connection, name: str) -> None:
        self.connection = connection
        self.name = name
        self.notices = 0
        self._numbers = itertools.count(1)

    def ask(self, body: object = None, seconds: float = 3.0, request_id: str = "") -> None:
        identity = (request_id or f"{self.name}-{next(self._numbers)}").encode()
        fields = struct.pack(">QB", int((time.time() + seconds) * 1000), 1)
        event = json.dumps(body).encode()
        header = fields + identity
        prefix = struct.pack(">II", 4 + len(header) + len(event), len(header))
        self.connection.socket.sendall(prefix + header + event)

    def _receive(self) -> tuple[bytes, bytes]:
        """The next frame that is no notice."""
        while True:
            header, blobs = self.connection.frame()
            if not header[0] & NOTICE:
                return header, blobs
            assert (header[0], len(header), blobs) == (NOTICE, ANSWER.size, b"")
            self.notices += 1

    def answer(self) -> Answer:
        return Answer.parse(*self._receive())

    def turn(self, body: object = None, **options: object) -> Answer:
        self.ask(body, **options)
        return self.answer()

    def stop(self) -> Report:
        """Half-close and read the report."""
        self.connection.socket.shutdown(socket.SHUT_WR)
        return self.report()

    def report(self) -> Report:
        return parse_report(self.connection.rest())

    def end(self) -> Report:
        """The report of a worker that is to end by itself instead of answering."""
        try:
            answer = self.answer()
        except Broken as broken:
            return parse_report(broken.rest)
        raise AssertionError(f"an answer came: {answer}")


@dataclass
class Sandbox:
    """A launcher and all below it."""

    workplace: Path
    mode: str = "bubblewrap"
    options: list[str] = field(default_factory=list)
    errors: object = None
    parent: bool = False
    """Whether a process of its own stands for the server: the launcher's parent, and the holder of its lifeline."""

    def __post_init__(self) -> None:
        self._runs = Path(tempfile.mkdtemp(prefix="trainyard-python-test-run-"))
        atexit.register(shutil.rmtree, self._runs, ignore_errors=True)  # for a test that ends it in its own way
        self.path = self._runs / "engine.sock"
        self._names = itertools.count(1)
        self._connections: list[Connection] = []
        command = [sys.executable, "-c", SERVER, *self.command()] if self.parent else self.command()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=self.errors)
        deadline = time.monotonic() + SECONDS
        while not self.path.exists():
            assert self.process.poll() is None, f"the launcher ended with {self.process.returncode}"
            assert time.monotonic() < deadline
            time.sleep(0.005)

    def command(self) -> list[str]:
        library = self.workplace / "opt/py36/lib"
        made = [library / "ld-linux-x86-64.so.2", "--library-path", library, self.workplace / "opt/py36/bin/python3.6"]
        made += ["-I", "-S", "-B", self.workplace / "engine/trainyard_engine/__main__.py", "launch"]
        made += ["--socket", self.path, "--opt", self.workplace / "opt", "--engine", self.workplace / "engine"]
        made += ["--mode", self.mode]
        if self.mode == "landlock":
            made += ["--scratch", self._scratch()]
        if os.getuid() == 0:
            made += ["--uid", NOBODY, "--gid", NOBODY]
        return [str(part) for part in made + self.options]

    def _scratch(self) -> Path:
        folder = self._runs / "scratch"
        if not folder.exists():
            self._runs.chmod(0o711)
            folder.mkdir()
            if os.getuid() == 0:
                os.chown(folder, NOBODY, NOBODY)
        return folder

    def connect(self, hello: bytes = b"") -> Connection:
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                self._connections.append(Connection(self.path, hello))
                return self._connections[-1]
            except ConnectionRefusedError:  # bound, and about to listen
                assert time.monotonic() < deadline
                time.sleep(0.002)

    def control(self) -> Connection:
        return self.connect(encode({"op": "control"}))

    def order(self, **request: object) -> Header:
        connection = self.control()
        connection.send(request)
        answer, _ = connection.receive()
        connection.close()
        return answer

    def check(self, source: bytes | str) -> tuple[list[Header], bytes]:
        code = source.encode() if isinstance(source, str) else source
        connection = self.connect(encode({"op": "check"}, code))
        header, (marshalled,) = connection.receive()
        connection.close()
        return header["problems"], marshalled

    def worker(self, source: str, compiled: bytes = b"", **header: object) -> Worker:
        name = f"w{next(self._names)}"
        hello = {"op": "worker", "worker": name, "environment": ENVIRONMENT, "memory_mb": 128, "arn": "arn:x", **header}
        return Worker(self.connect(encode(hello, source.encode(), compiled)), name)

    def disconnect(self) -> None:
        """Close every connection that was made."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def stop(self) -> int:
        self.disconnect()
        self.process.terminate()
        status = self.process.wait(SECONDS)
        self.process.stdin.close()
        shutil.rmtree(self._runs, ignore_errors=True)
        return status


SERVER = """
import subprocess, sys, time
launcher = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)
time.sleep(60)
"""

ENVIRONMENT = {
    "_HANDLER": "handler.main",
    "LAMBDA_TASK_ROOT": "/var/task",
    "LAMBDA_RUNTIME_DIR": "/var/runtime",
    "AWS_REGION": "eu-central-1",
    "AWS_LAMBDA_FUNCTION_NAME": "bot-NODE",
    "AWS_LAMBDA_FUNCTION_VERSION": "3",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
    "LANG": "en_US.UTF-8",
    "TZ": ":UTC",
    "PATH": "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    "HOME": "/tmp",
}
