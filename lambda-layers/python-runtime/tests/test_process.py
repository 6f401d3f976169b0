"""The whole client as a process of its own, on this machine's CPython 3.6, against a scripted Runtime API."""

import json
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from scripted_api import OK, ScriptedApi, event

SOURCES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "src")
REFUSES = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"


class Ended:
    def __init__(self, status, log, api):
        self.status, self.log, self.requests, self.lines = status, log, api.requests, api.lines

    def bodies(self):
        return [json.loads(request.body.decode()) for request in self.requests if request.body]


def live(folder, source, *answers, **environment):
    """Run the client on a node until the API refuses its last request."""
    (folder / "handler.py").write_bytes(source if isinstance(source, bytes) else source.encode())
    with ScriptedApi(*answers, REFUSES) as api:
        given = {
            "AWS_LAMBDA_RUNTIME_API": api.address,
            "AWS_LAMBDA_FUNCTION_NAME": "clinic-greet",
            "AWS_LAMBDA_FUNCTION_VERSION": "7",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/clinic-greet",
            "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
            "LAMBDA_TASK_ROOT": str(folder),
            "LC_ALL": "C.UTF-8",
            "_HANDLER": "handler.main",
        }
        given.update(environment)
        command = [sys.executable, "-u", "-s", os.path.join(SOURCES, "bootstrap.py")]
        process = subprocess.Popen(
            command, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        log = process.communicate(timeout=60)[0].decode()
        return Ended(process.returncode, log, api)


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def test_c2_a_turn_sees_its_event_and_context_and_its_result_goes_back(folder):
    source = """
import json, os, sys
def main(event, context):
    print("at work", end="")
    seen = [event, context.aws_request_id, context.function_version, context.invoked_function_arn]
    seen += [context.get_remaining_time_in_millis() > 1000, context.client_context.custom]
    seen += [context.identity.cognito_identity_id, os.environ.get("_X_AMZN_TRACE_ID")]
    return seen + [os.getcwd() == os.environ["LAMBDA_TASK_ROOT"], sys.argv, __file__]
"""
    headers = [
        "Lambda-Runtime-Trace-Id: Root=1-2",
        'Lambda-Runtime-Client-Context: {"custom": {"a": 1}}',
        'Lambda-Runtime-Cognito-Identity: {"cognitoIdentityId": "i"}',
    ]
    first, second = event("one", b'{"body": "\xc3\xa9"}', headers), event("two", b"1", headers[1:])
    ended = live(folder, source, first, OK, second, OK)
    assert ended.lines == [
        "GET invocation/next",
        "POST invocation/one/response",
        "GET invocation/next",
        "POST invocation/two/response",
        "GET invocation/next",
    ]
    same = ["7", "arn:1", True, {"a": 1}, "i"]
    place = [True, ["/opt/bootstrap"], str(folder / "handler.py")]
    assert ended.bodies() == [
        [{"body": "\u00e9"}, "one", *same, "Root=1-2", *place],
        [1, "two", *same, None, *place],
    ]
    # Lambda's own lines, START, END and REPORT, are Lambda's to write
    assert ended.log.startswith("at workat work[ERROR] The Runtime API answered 403 to invocation/next: ")
    assert (ended.log.count("\n"), ended.status) == (1, 1)


def test_each_turn_has_its_own_connection_and_none_is_open_while_it_runs(folder):
    source = """
import os
def main(event, context):
    return [number for number in range(3, 1024) if os.path.exists("/proc/self/fd/%d" % number)]
"""
    ended = live(folder, source, event(), OK, event(), OK)
    assert ended.bodies() == [[], []]
    assert [request.connection for request in ended.requests] == [1, 2, 2, 3, 3]


def test_c4_an_exception_is_told_with_its_stage_and_the_next_turn_is_served(folder):
    source = "def main(event, context):\n    return 1 / event\n"
    ended = live(folder, source, event(body=b"0"), OK, event(body=b"2"), OK)
    assert ended.lines[1::2] == ["POST invocation/request-1/error", "POST invocation/request-1/response"]
    assert ended.bodies() == [
        {
            "errorMessage": "division by zero",
            "errorType": "ZeroDivisionError",
            "stackTrace": [[str(folder / "handler.py"), 2, "main", "return 1 / event"]],
            "stage": "run",
        },
        0.5,
    ]
    assert ended.log.startswith("[ERROR] ZeroDivisionError: division by zero\nTraceback (most recent call last):\n")


LOAD_FAULTS = {
    "does not compile": ("def main(\n", "Runtime.UserCodeSyntaxError"),
    "holds a NUL": ("A = '\0'\n", "Runtime.UserCodeSyntaxError"),
    "is nested too deeply": ("x = " + "[" * 200 + "]" * 200, "Runtime.UserCodeSyntaxError"),
    "imports nothing": ("import nothing_of_the_kind\n", "Runtime.ImportModuleError"),
    "has no function": ("main = 7\n", "Runtime.HandlerNotFound"),
    "raises": ("1 / 0\n", "ZeroDivisionError"),
    "leaves": ("import sys; sys.exit(3)\n", "SystemExit"),
    "takes all memory": ("hold = []\nwhile True: hold.append(bytearray(1000000))\n", "MemoryError"),
}


@pytest.mark.parametrize("source, error_type", list(LOAD_FAULTS.values()), ids=list(LOAD_FAULTS))
def test_c4_code_that_cannot_be_loaded_is_told_and_ends_the_process(folder, source, error_type):
    ended = live(folder, source, OK)
    assert (ended.lines, ended.status) == (["POST init/error"], 1)
    told = ended.bodies()[0]
    assert (told["stage"], told["errorType"]) == ("load", error_type)
    assert ended.requests[0].headers["Lambda-Runtime-Function-Error-Type"] == error_type
    assert "\n[ERROR] %s: " % error_type in "\n" + ended.log


def test_a_handler_that_is_not_there_is_told(folder):
    ended = live(folder, "def main(event, context): pass\n", OK, _HANDLER="other.main")
    assert ended.bodies()[0]["errorMessage"] == "Unable to import module 'other': No module named 'other'"
    ended = live(folder, "def main(event, context): pass\n", OK, _HANDLER="handler")
    assert ended.bodies()[0]["errorType"] == "Runtime.MalformedHandlerName"


def test_a_handler_may_lie_in_a_package(folder):
    (folder / "inner").mkdir()
    (folder / "inner" / "deep.py").write_text("def run(event, context): return __name__\n")
    ended = live(folder, "", event(), OK, _HANDLER="inner/deep.run")
    assert ended.bodies() == ["inner.deep"]


def test_c4_out_of_memory_has_its_line_and_is_not_the_end(folder):
    source = "def main(event, context):\n    hold = []\n    while event: hold.append(bytearray(1000000))\n"
    ended = live(folder, source, event(body=b"1"), OK, event(body=b"0"), OK)
    assert (ended.bodies()[0]["errorType"], ended.bodies()[0]["stackTrace"][0][1]) == ("MemoryError", 3)
    assert ended.bodies()[1] is None


def test_too_little_memory_to_go_on_ends_the_process_as_lambda_would(folder):
    source = "hold = []\ndef main(event, context):\n    while True: hold.append(bytearray(1000))\n"
    big = event("two", b'"' + b"x" * 6000000 + b'"')
    ended = live(folder, source, event("one"), OK, big, OK)
    assert "POST invocation/one/error" in ended.lines
    assert ended.status == -signal.SIGKILL or ended.bodies()[1]["errorType"] == "MemoryError"


DEEDS = {
    "closes every descriptor": "os.closerange(0, 65536)",
    "writes to every descriptor": """
for number in range(3, 2000):
    try:
        os.write(number, b"HTTP/1.1 500 No\\r\\n\\r\\n")
    except OSError:
        pass
""",
    "returns in a child too": "os.fork()",
    "breaks os": "os.read = os.write = os.close = os.getpid = os._exit = os.open = os.dup2 = None",
    "breaks time": "import time; time.sleep = time.time = time.monotonic = None",
    "breaks socket": "import _socket, socket; socket.socket = _socket.socket = None",
    "empties modules": "sys.modules.clear()",
    "breaks builtins": """
import builtins
for name in ("len", "dict", "isinstance", "str", "int", "min", "OSError", "print"):
    vars(builtins)[name] = None
""",
    "closes streams": "sys.stdout.close(); sys.stderr.close()",
    "takes streams away": "sys.stdout = sys.stderr = None",
    "traces": "sys.settrace(lambda *_: None); sys.setrecursionlimit(60)",
    "sets an alarm": """
import signal
signal.signal(signal.SIGALRM, lambda *_: 1 / 0)
signal.setitimer(signal.ITIMER_REAL, 0.5)
""",
    "goes on in a thread": """
import threading
threading.Thread(target=lambda: [print(n) for n in range(10000)], daemon=True).start()
""",
    "keeps all descriptors": """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
global held
held = [open("/dev/null") for _ in range(64 - 3)]
""",
    "has no descriptors": "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (5, 5))",
    "empties the environment": "os.environ.clear(); os.environ = None",
    "breaks the environment": "type(os.environ).__setitem__ = type(os.environ).__delitem__ = None",
    "starts a session": "os.setsid()",
    "reads its input": "assert sys.stdin.read() == '' and os.read(0, 1) == b''",
}


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_the_client_outlives_what_node_code_does_to_its_process(folder, deed):
    source = "import os, sys\ndef main(event, context):\n    if event == 1:\n%s\n    return event\n"
    headers = ["Lambda-Runtime-Trace-Id: Root=1-2"]
    answers = []
    for number in (b"1", b"2", b"3"):
        answers += [event("request-" + number.decode(), number, headers), OK]
    ended = live(folder, source % textwrap.indent(DEEDS[deed], " " * 8), *answers)
    assert ended.lines[1::2] == ["POST invocation/request-%d/response" % number for number in (1, 2, 3)], ended.log
    assert [request.body for request in ended.requests if request.body] == [b"1", b"2", b"3"]
    assert ended.status == 1


def test_what_the_node_wants_done_at_exit_is_not_waited_for(folder):
    source = """
import atexit, threading, time
def main(event, context):
    atexit.register(time.sleep, 1000)
    threading.Thread(target=time.sleep, args=(1000,)).start()
    return 1
"""
    assert live(folder, source, event(), OK).status == 1


def test_nothing_that_was_written_is_lost_when_the_process_dies(folder):
    source = """
import os, sys
def main(event, context):
    print("half a line", end="")
    sys.stderr.write(" and some")
    os._exit(3)
"""
    ended = live(folder, source, event())
    assert (ended.log, ended.status) == ("half a line and some", 3)


def test_without_an_address_it_says_so():
    command = [sys.executable, os.path.join(SOURCES, "bootstrap.py")]
    process = subprocess.Popen(command, env={}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = process.communicate(timeout=60)[0]
    assert (said, process.returncode) == (b"[ERROR] AWS_LAMBDA_RUNTIME_API must be host:port, and is ''.\n", 1)
