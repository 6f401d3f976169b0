"""C4 and C5.1: what becomes of a call of main, however hostile."""

import json
import os
import subprocess
import sys

import pytest

from support import FUNCTION, turn
from trainyard_runtime import context, faults, invocation


def test_c2_the_event_arrives_decoded():
    assert turn("def main(event, context): return event['body']", b' {"body": "\xc3\xa9"}\n') == b'"\\u00e9"'


def test_c2_an_event_of_a_body_alone_may_come_as_its_text():
    described = context.Context(FUNCTION, "r", 0, "arn")
    result, _, _ = invocation.invoke(lambda event, _: event, b'"\xc3\xa9" {', described, invocation.of_body)
    assert json.loads(result.decode()) == {"body": '"\u00e9" {'}
    _, fault, _ = invocation.invoke(lambda event, _: event, b"\xff", described, invocation.of_body)
    assert fault.error_type == "Runtime.UnmarshalError"


@pytest.mark.parametrize("event", [b"", b"{", b"{} {}", b"\xff", b"[" * 100000])
def test_an_event_that_is_not_json_never_reaches_main(event):
    fault = turn("def main(event, context): raise AssertionError", event)
    assert fault.error_type == "Runtime.UnmarshalError"


def test_c5_1_an_exception_has_lists_of_four_without_our_frames():
    fault = turn("def pay():\n    raise ValueError('no money')\ndef main(e, c):\n    pay()\n")
    assert fault.to_lambda() == {
        "errorMessage": "no money",
        "errorType": "ValueError",
        "stackTrace": [["/var/task/handler.py", 4, "main", ""], ["/var/task/handler.py", 2, "pay", ""]],
    }
    assert json.loads(fault.engine_json().decode())["stage"] == "run"


@pytest.mark.parametrize(
    "call, reason",
    [
        ("sys.exit()", "without providing a reason"),
        ("sys.exit(0)", "without providing a reason"),
        ("sys.exit(3)", "with error: exit status 3"),
        ("sys.exit(-1)", "with error: exit status 255"),
        ("sys.exit('text')", "with error: exit status 1"),
        ("sys.exit(True)", "with error: exit status 1"),
    ],
)
def test_c4_process_exit_of_sys_exit(call, reason):
    fault = turn("import sys\ndef main(e, c):\n    %s\n" % call)
    assert fault.error_type == "Runtime.ExitError"
    assert fault.error_message.startswith("RequestId: request-1 Error: Runtime exited " + reason)


@pytest.mark.parametrize("name", ["KeyboardInterrupt", "GeneratorExit", "BaseException", "StopIteration"])
def test_c4_exception_of_any_base(name):
    fault = turn("def main(e, c): raise %s('out')" % name)
    assert (fault.stage, fault.error_type, fault.error_message) == ("run", name, "out")


HOSTILE = [
    ("def __str__(self): raise self", "<Odd; its text could not be read: Odd>"),
    ("def __str__(self): raise SystemExit", "<Odd; its text could not be read: SystemExit>"),
    ("def __str__(self): return 7", "<Odd; its text could not be read: TypeError>"),
    ("def __str__(self): return self.__str__()", "<Odd; its text could not be read: RecursionError>"),
    ("def __str__(self): return 'a\\ud800b'", "a\ufffdb"),
    ("def __str__(self): return '\\ud83d\\ude00'", "\U0001f600"),
]


@pytest.mark.parametrize("method, message", HOSTILE)
def test_c4_exception_with_a_hostile_text(method, message):
    assert turn("class Odd(Exception):\n    %s\ndef main(e, c): raise Odd\n" % method).error_message == message


def test_c4_exception_whose_text_is_a_hostile_string():
    source = """
class Text(str):
    def __len__(self): raise ValueError
    def __getitem__(self, key): raise ValueError
    def encode(self, *args): raise ValueError
class Odd(Exception):
    def __str__(self): return Text('fine')
def main(e, c): raise Odd
"""
    assert turn(source).error_message == "fine"


def test_c4_exception_whose_class_lies_about_its_name():
    source = """
class Liar(type):
    @property
    def __name__(self): raise ValueError
class Odd(Exception, metaclass=Liar): pass
def main(e, c): raise Odd
"""
    assert turn(source).error_type == "Odd"


IMPOSSIBLE = [
    ("Exception", "__traceback__ = property(lambda self: 1 / 0)", "Odd", ""),
    ("Exception", "__class__ = property(lambda self: 1 / 0)", "Odd", ""),
    ("SystemExit", "code = property(lambda self: 1 / 0)", "Runtime.ExitError", "RequestId: request-1 Error: "),
    ("MemoryError", "__context__ = property(lambda self: 1 / 0)", "Odd", ""),
]


@pytest.mark.parametrize("base, body, error_type, message", IMPOSSIBLE)
def test_c4_exception_that_hides_what_it_is(base, body, error_type, message):
    fault = turn("class Odd(%s):\n    %s\ndef main(e, c): raise Odd\n" % (base, body))
    assert fault.error_type == error_type
    assert fault.error_message.startswith(message)


def test_c4_1_a_syntax_error_that_cannot_be_read_is_still_a_fault():
    source = "class Odd(SyntaxError):\n    filename = property(lambda self: 1 / 0)\nraise Odd\n"
    fault = turn(source)
    assert (fault.stage, fault.error_type) == ("load", "Odd")


def test_c4_process_exit_after_the_context_was_taken_apart():
    fault = turn("import sys\ndef main(e, c):\n    c.__dict__.clear()\n    sys.exit(2)\n")
    assert fault.error_message == "RequestId: request-1 Error: Runtime exited with error: exit status 2"


def test_what_sys_exit_says_goes_to_the_log(capsys):
    turn("import sys\ndef main(e, c): sys.exit('no ink')\n")
    assert capsys.readouterr().err == "no ink\n"


FULL = """
import resource, sys
from support import turn
resource.setrlimit(resource.RLIMIT_DATA, (64 << 20, 64 << 20))
fault = turn(sys.argv[1])
print(fault.error_type, fault.stack[-1][1])
"""


@pytest.mark.parametrize(
    "body",
    ["hold.append(bytearray(1000))", "hold.append([])", "hold.append(bytearray(5 << 20))", "hold.append('x' * 99)"],
)
def test_c4_out_of_memory_is_told_though_the_module_holds_all(body):
    source = "hold = []\ndef main(e, c):\n    while True:\n        %s\n" % body
    folders = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", FULL, source]
    said = subprocess.check_output(command, env={"PYTHONPATH": folders}, universal_newlines=True)
    assert said == "MemoryError 4\n"


def test_a_message_and_a_stack_are_capped():
    huge = turn("def main(e, c): raise ValueError('x' * 1000000)")
    assert len(huge.error_message) == faults.MESSAGE_LIMIT
    assert huge.error_message.endswith("x...")
    deep = turn("def main(e, c, n=0):\n    if n == 500: raise ValueError\n    main(e, c, n + 1)\n")
    assert len(deep.stack) == faults.FRAME_LIMIT
    assert deep.stack[-1][1] == 2
    named = turn("def main(e, c): exec(compile('1/0', 'f' * 100000, 'exec'))")
    assert len(named.stack[-1][0]) == faults.TEXT_LIMIT


def test_c4_recursion_without_end():
    fault = turn("def main(e, c): return main(e, c)")
    assert fault.error_type == "RecursionError"
    assert len(fault.stack) == faults.FRAME_LIMIT


def test_c4_out_of_memory_frees_what_the_frames_held():
    source = """
import weakref
class Held: pass
alive = []
def main(e, c):
    held = Held()
    alive.append(weakref.ref(held))
    try:
        raise ValueError(held)
    except ValueError:
        raise MemoryError
"""
    fault = turn(source)
    assert (fault.error_type, fault.stack[-1][1]) == ("MemoryError", 11)
    assert sys.modules["handler"].alive[0]() is None


def test_a_node_that_patches_json_still_gets_its_turn():
    source = """
import json
json.dumps = json.loads = None
json.JSONEncoder.iterencode = json.JSONDecoder.raw_decode = None
def main(event, context): return event
"""
    saved = json.dumps, json.loads, json.JSONEncoder.iterencode, json.JSONDecoder.raw_decode
    try:
        assert turn(source, b'{"a": [1, null]}') == b'{"a": [1, null]}'
    finally:
        json.dumps, json.loads, json.JSONEncoder.iterencode, json.JSONDecoder.raw_decode = saved


def test_the_time_of_main_is_told():
    described = context.Context(FUNCTION, "r", 0, "arn")
    result, fault, seconds = invocation.invoke(lambda event, context: 1, b"{}", described)
    assert 0 <= seconds < 5
    assert (result, fault) == (b"1", None)
