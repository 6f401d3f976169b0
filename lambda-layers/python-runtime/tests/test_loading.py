"""C5.1: faults of loading, letter by letter, and what a loaded module looks like."""

import marshal
import sys

import pytest

from support import turn
from trainyard_runtime import loading

FAULTS = [
    ("x = ", "Syntax error in module 'handler': invalid syntax (handler.py, line 1)", "Runtime.UserCodeSyntaxError"),
    (
        "import absent_module",
        "Unable to import module 'handler': No module named 'absent_module'",
        "Runtime.ImportModuleError",
    ),
    (
        "from json import absent_name",
        "Unable to import module 'handler': cannot import name 'absent_name'",
        "Runtime.ImportModuleError",
    ),
    ("x = 1", "Handler 'main' missing on module 'handler'", "Runtime.HandlerNotFound"),
    ("main = 1", "Handler 'main' missing on module 'handler'", "Runtime.HandlerNotFound"),
    ("1 / 0", "module initialization error: division by zero", "ZeroDivisionError"),
    ("raise SystemExit(3)", "module initialization error: 3", "SystemExit"),
    ("raise KeyboardInterrupt", "module initialization error: ", "KeyboardInterrupt"),
    ("raise MemoryError('all')", "module initialization error: all", "MemoryError"),
]


@pytest.mark.parametrize("source, message, error_type", FAULTS)
def test_c5_1_a_load_fault_is_its_message_alone(source, message, error_type):
    fault = turn(source)
    assert fault.to_lambda() == {"errorMessage": message}
    assert (fault.stage, fault.error_type) == ("load", error_type)
    assert "handler" not in sys.modules


def test_c5_1_a_handler_without_a_dot_is_refused():
    function, fault = loading.load("handler")
    assert function is None
    assert fault.error_message.startswith("Bad handler 'handler': ")
    assert fault.error_type == "Runtime.MalformedHandlerName"


def test_c4_4_the_place_of_a_syntax_error_is_its_line():
    fault = turn("import json\nx = 1\nif x\n    pass\ndef main(e, c): pass\n")
    assert fault.stack == [["/var/task/handler.py", 3, "<module>", "if x"]]


def test_c4_4_the_stack_of_a_fault_at_import_holds_only_the_node_s_frames():
    fault = turn("def start():\n    return 1 / 0\n\nstart()\n")
    assert [entry[:3] for entry in fault.stack] == [
        ["/var/task/handler.py", 4, "<module>"],
        ["/var/task/handler.py", 2, "start"],
    ]


@pytest.mark.parametrize("source", ["(" * 500 + ")" * 500, "x = " + "-" * 5000 + "1"])
def test_c4_source_that_breaks_the_compiler_is_a_syntax_error(source):
    fault = turn(source)
    assert fault.error_message.startswith("Syntax error in module 'handler': ")
    assert fault.stack[-1][:2] == ["/var/task/handler.py", 1]


def test_c4_a_nul_byte_is_a_syntax_error():
    assert turn("x = 1\n\0").error_message.startswith("Syntax error in module 'handler': ")


def test_a_code_object_loads_as_its_source_does():
    source = "def main(event, context):\n    return [__name__, __file__, __spec__.name, __package__]\n"
    code = marshal.loads(marshal.dumps(compile(source, loading.SOURCE_FILE, "exec")))
    assert turn(code) == turn(source) == b'["handler", "/var/task/handler.py", "handler", ""]'


def test_the_module_stands_in_sys_modules():
    assert turn("import sys\ndef main(e, c): return sys.modules[__name__].main is main\n") == b"true"


def test_a_handler_on_the_import_path_loads_by_name(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "greet.py").write_text("def answer(event, context):\n    return 7\n")
    sys.path.insert(0, str(tmp_path))
    function, fault = loading.load("folder/greet.answer")
    assert fault is None
    assert function({}, None) == 7


def test_frames_of_the_import_system_are_cut(tmp_path):
    (tmp_path / "broken_part.py").write_text("raise ValueError('no')\n")
    sys.path.insert(0, str(tmp_path))
    fault = turn("import broken_part\n")
    assert [(entry[0].rpartition("/")[2], entry[1]) for entry in fault.stack] == [
        ("handler.py", 1),
        ("broken_part.py", 1),
    ]
    assert fault.stack[1][3] == "raise ValueError('no')"
