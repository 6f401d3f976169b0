"""The check of a node's code: compile it, tell where it is wrong, give its marshalled code. Nothing is ever run."""

import marshal
import os
import resource
import signal
import socket
import warnings

from trainyard_engine import protocol, system

FILE = "/var/task/handler.py"
TOO_COMPLEX = "too complex to compile"

_MEMORY = 512 * 1024 * 1024
_SECONDS = 5

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional, Tuple

    from trainyard_engine.protocol import Header


def serve(connection: "socket.socket", header: "Header") -> None:
    """Answer checks on this connection until it ends; run by a forked child, which this ends.

    The first message's header has been read already. More checks may follow on the same connection.
    """
    status = 1
    try:
        system.close_all_but(2, connection.fileno())
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        connection.setblocking(True)
        _limit()
        warnings.simplefilter("ignore")
        blobs = protocol.read_blobs(connection.fileno(), header)
        while True:
            problem, code = check(blobs[0])
            answer = {"problems": [] if problem is None else [problem]}
            protocol.write_all(connection.fileno(), protocol.encode(answer, [code]))
            message = protocol.read_message(connection.fileno())
            if message is None:
                break
            blobs = message[1]
        status = 0
    except (OSError, protocol.ProtocolError, IndexError):
        pass
    finally:
        os._exit(status)


def finish(connection: "socket.socket", status: int) -> None:
    """End the zygote's copy of a check's connection; a compiler that was killed by the code had too much of it."""
    if os.WIFSIGNALED(status):
        problem = {"line": 1, "column": 1, "message": TOO_COMPLEX}
        try:
            connection.sendall(protocol.encode({"problems": [problem]}, [b""]))
        except OSError:
            pass
    connection.close()


def check(source: bytes) -> "Tuple[Optional[Header], bytes]":
    """The problem of ``source``, if any, and the marshalled code, empty if there is one."""
    try:
        return None, marshal.dumps(compile(source, FILE, "exec", 0, True))
    except SyntaxError as error:
        return _of_syntax(error, source), b""
    except (MemoryError, RecursionError):
        return _problem(1, 1, TOO_COMPLEX), b""
    except (ValueError, OverflowError) as error:
        at = max(source.find(b"\0"), 0)
        return _problem(source.count(b"\n", 0, at) + 1, _column(source, at), str(error)), b""


def _of_syntax(error: SyntaxError, source: bytes) -> "Header":
    line = error.lineno or 1
    column = error.offset or 1
    if error.text is None and error.offset is not None:
        # Found after parsing: the offset counts the bytes of UTF-8 that stand before.
        lines = source.splitlines()
        if 0 < line <= len(lines):
            column = len(lines[line - 1][: error.offset].decode("utf-8", "replace")) + 1
    return _problem(line, column, str(error.msg))


def _column(source: bytes, at: int) -> int:
    start = source.rfind(b"\n", 0, at) + 1
    return len(source[start:at].decode("utf-8", "replace")) + 1


def _problem(line: int, column: int, message: str) -> "Header":
    return {"line": line, "column": max(column, 1), "message": message}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
