"""Whatever node code does, its supervisor says how it ended, and the next turn is healthy."""

import json
import textwrap

import pytest

from sandbox import Sandbox, Worker, parse_report, until

OK = 'return {"statusCode": 200, "body": "done"}'
DONE = {"statusCode": 200, "body": "done"}


def node(body: str, before: str = "") -> str:
    """A node whose main has ``body``; ``before`` is module code."""
    code = "import os, sys, time, signal, json\n" + textwrap.dedent(before) + "\ndef main(event, context):\n"
    return code + textwrap.indent(textwrap.dedent(body).strip() + "\n", "    ")


def served(worker: Worker, turns: int = 2) -> None:
    """The worker answers ``turns`` turns."""
    for _ in range(turns):
        assert worker.turn().value == DONE


HARMLESS = {
    "print to every stream": f'print("x" * 1000); sys.stderr.write("y"); os.write(1, b"z"); {OK}',
    "close the usual descriptors": f"os.closerange(0, 3); {OK}",
    "close all descriptors": f"os.closerange(0, 65536); {OK}",
    "read stdin": f'assert sys.stdin.read() == ""; assert os.read(0, 1) == b""; {OK}',
    "ignore SIGTERM": f"signal.signal(signal.SIGTERM, signal.SIG_IGN); {OK}",
    "replace every signal handler": f"[signal.signal(n, lambda *a: 1 / 0) for n in (1, 2, 3, 10, 14, 15)]; {OK}",
    "leave an alarm": f"signal.signal(signal.SIGALRM, lambda *a: 1 / 0); signal.setitimer(0, 0.001); {OK}",
    "break json": f"json.dumps = json.loads = json.JSONEncoder = json.decoder = None; {OK}",
    "break built-in functions": f"""
        import builtins
        for name in ("len", "dict", "isinstance", "max", "str", "type", "int", "bytes", "open"):
            setattr(builtins, name, None)
        {OK}""",
    "empty sys.modules": f"sys.modules.clear(); {OK}",
    "break os": f"os.read = os.write = os.getpid = os.fstat = os._exit = os.kill = None; {OK}",
    "break time": f"time.time = time.perf_counter = time.monotonic = None; {OK}",
    "lower the recursion limit": f"sys.setrecursionlimit(60); {OK}",
    "set a trace function": f"sys.settrace(lambda *a: None); {OK}",
    "set a profile function": f"sys.setprofile(lambda *a: None); {OK}",
    "change the folder": f'os.chdir("/"); {OK}',
    "work in a deleted folder": f"import tempfile; d = tempfile.mkdtemp(); os.chdir(d); os.rmdir(d); {OK}",
    "replace the streams": f"sys.stdout = sys.stderr = sys.__stdout__ = None; {OK}",
    "close the streams": f"sys.stdout.close(); sys.stderr.close(); {OK}",
    "reconfigure logging": f"import logging; logging.disable(50); logging.root.handlers[:] = []; {OK}",
    "leave exit handlers": f"import atexit; atexit.register(time.sleep, 100); {OK}",
    "start a session": f"""
        try:
            os.setsid()
        except OSError:
            pass
        {OK}""",
    "fill the environment": f'[os.environ.__setitem__("V%d" % i, "x" * 1000) for i in range(5000)]; {OK}',
    "change sys.path": f"sys.path[:] = []; sys.meta_path[:] = []; sys.path_hooks[:] = []; {OK}",
    "exit from a forked child": f"""
        if os.fork() == 0:
            sys.exit(3)
        os.wait()
        {OK}""",
    "come back from a forked child": f"""
        pid = os.fork()
        if pid:
            os.waitpid(pid, 0)
        {OK}""",
    "turn the collector off": f"import gc; gc.disable(); gc.collect = gc.get_count = None; {OK}",
    "turn warnings into errors": f'import warnings; warnings.simplefilter("error"); {OK}',
    "print 3 MB": f'print("x" * 3000000); {OK}',
}


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_node_that_breaks_nothing_but_itself_is_served_again(sandbox: Sandbox, body: str) -> None:
    worker = sandbox.worker(node(body))
    served(worker)
    assert worker.stop().reason == "stopped"


ENDINGS = {
    "os._exit": ("os._exit(7)", {"reason": "exit", "exit_code": 7, "phase": "run"}),
    "SIGKILL": ("os.kill(os.getpid(), 9)", {"reason": "signal", "signal": 9, "phase": "run"}),
    "SIGTERM": ("os.kill(os.getpid(), 15); time.sleep(5)", {"reason": "signal", "signal": 15, "phase": "run"}),
    "kill everything": (
        "os.fork() or time.sleep(9)\nos.kill(-1, 9); os.kill(0, 9); time.sleep(9)",
        {"reason": "signal", "signal": 9},
    ),
    "segmentation fault": ("import ctypes; ctypes.string_at(0)", {"reason": "signal", "signal": 11, "phase": "run"}),
    "abort": ("os.abort()", {"reason": "signal", "signal": 6, "phase": "run"}),
    "exhaust the stack": (
        "sys.setrecursionlimit(10 ** 8)\ndef f(): f()\nf()",
        {"reason": "signal", "signal": 11, "phase": "run"},
    ),
}


@pytest.mark.parametrize(("body", "expected"), ENDINGS.values(), ids=ENDINGS.keys())
def test_a_process_that_ends_is_reported_as_it_ended(sandbox: Sandbox, body: str, expected: dict) -> None:
    worker = sandbox.worker(node('print("before")\n' + body))
    worker.ask(request_id="r-1")
    report = worker.end()
    assert expected.items() <= report.header.items()
    assert (report.log, report.header["log_start"]) == ("before\n", 0)


FAULTS = {
    "sys.exit": ("sys.exit(4)", "Runtime.ExitError", "run"),
    "exit": ("exit()", "Runtime.ExitError", "run"),
    "raise": ('raise ValueError("x")', "ValueError", "run"),
    "raise a KeyboardInterrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt", "run"),
    "allocate too much": ('return "x" * (1 << 30)', "MemoryError", "run"),
    "allocate bit by bit": ("a = []\nwhile True: a.append(bytearray(100000))", "MemoryError", "run"),
    "set a trace function that raises": (f"sys.settrace(lambda *a: 1 / 0); {OK}", "ZeroDivisionError", "run"),
    "set a profile function that raises": (f"sys.setprofile(lambda *a: 1 / 0); {OK}", "ZeroDivisionError", "run"),
    "recurse": ("def f(): f()\nf()", "RecursionError", "run"),
    "a 7 MB reply": ('return {"statusCode": 200, "body": "x" * 7000000}', "Function.ResponseSizeTooLarge", "result"),
    "a set": ("return {1}", "Runtime.MarshalError", "result"),
    "NaN": ('return float("nan")', "Runtime.MarshalError", "result"),
    "a lone surrogate": (r'return "\ud800"', "Runtime.MarshalError", "result"),
    "deep": ("a = []\nfor _ in range(100000): a = [a]\nreturn a", "Runtime.MarshalError", "result"),
}


@pytest.mark.parametrize(("body", "kind", "stage"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_the_turn_s_and_the_worker_goes_on(sandbox: Sandbox, body: str, kind: str, stage: str) -> None:
    worker = sandbox.worker(node(f'if json.loads(event["body"]) == "fine": {OK}\n' + textwrap.dedent(body)))
    for _ in range(2):
        answer = worker.turn()
        assert (answer.fault["errorType"], answer.fault["stage"]) == (kind, stage)
        assert not answer.header["retire"]
        assert all("trainyard_engine/" not in file for file, _, _, _ in answer.fault["stackTrace"])
        assert worker.turn("fine").value == DONE


OUTLIVING = {
    "thread": "import threading; threading.Thread(target=time.sleep, args=(60,)).start()",
    "daemon thread": "import threading; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    "child": "os.fork() or time.sleep(60)",
    "detached grandchild": """
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.closerange(0, 1000)
                time.sleep(60)
            os._exit(0)
        os.wait()""",
    "program": 'import subprocess; subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])',
}


@pytest.mark.parametrize("body", OUTLIVING.values(), ids=OUTLIVING.keys())
def test_what_outlives_a_turn_retires_the_worker_and_is_killed(sandbox: Sandbox, body: str) -> None:
    if sandbox.mode == "landlock" and "sys.executable" in body:
        pytest.skip("without a mount namespace the layer's interpreter is not at /opt, where its loader is looked for")
    worker = sandbox.worker(node(textwrap.dedent(body) + "\n" + OK))
    answer = worker.turn()
    assert answer.value == DONE
    assert answer.header["retire"]
    assert worker.report().header.items() >= {"reason": "exit", "exit_code": 0}.items()


HANGS = {
    "sleep": "while True: time.sleep(60)",
    "spin": "while True: pass",
    "spin in C": "(10 ** 7) ** (10 ** 6)",
    "ignore every signal": """
        for n in range(1, 65):
            try: signal.signal(n, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True: time.sleep(60)""",
    "block every signal": "signal.pthread_sigmask(0, range(1, 65))\nwhile True: time.sleep(60)",
    "catch everything": """
        while True:
            try: time.sleep(60)
            except BaseException: pass""",
    "fork bomb": """
        while True:
            try: os.fork()
            except OSError: time.sleep(0.001)""",
    "fork and detach": """
        for _ in range(30):
            try:
                if os.fork() == 0:
                    os.setsid()
                    while True: time.sleep(60)
            except OSError:
                break
        time.sleep(60)""",
    "thread bomb": """
        import threading
        while True:
            try: threading.Thread(target=time.sleep, args=(60,)).start()
            except (RuntimeError, MemoryError): time.sleep(0.01)""",
    "stop itself": "os.kill(os.getpid(), signal.SIGSTOP)",
    "print without end": 'while True: print("x" * 10000)',
    "fill the temporary folder": """
        import tempfile
        with tempfile.TemporaryFile(buffering=0) as f:
            while True:
                try: f.write(b"x" * 100000)
                except OSError: time.sleep(1)""",
}


@pytest.mark.parametrize("body", HANGS.values(), ids=HANGS.keys())
def test_a_node_that_hangs_is_stopped_with_all_it_started(sandbox: Sandbox, body: str) -> None:
    before = sandbox.order(op="ping")["workers"]
    worker = sandbox.worker(node('print("begun")\n' + textwrap.dedent(body)))
    worker.ask(request_id="r-2")
    worker.connection.socket.settimeout(0.5)
    with pytest.raises(TimeoutError):
        worker.answer()
    worker.connection.socket.settimeout(10)
    report = worker.stop()
    assert report.header.items() >= {"reason": "stopped", "phase": "run"}.items()
    assert report.log.startswith("begun\n")
    until(lambda: sandbox.order(op="ping")["workers"] <= before)


def test_protocol_bytes_on_every_descriptor_never_pass_for_a_report(sandbox: Sandbox) -> None:
    code = """
        for descriptor in range(3, 5000):
            try: os.write(descriptor, b"\\xff\\xff\\xff\\xffTYEX{}")
            except OSError: pass
        os._exit(5)"""
    worker = sandbox.worker(node(code))
    worker.ask()
    report = worker.end()
    assert report.header.items() >= {"reason": "exit", "exit_code": 5}.items()


def test_code_that_exits_or_dies_while_it_is_loaded_is_reported(sandbox: Sandbox) -> None:
    for before, expected in (
        ("os._exit(9)", {"reason": "exit", "exit_code": 9, "phase": "load"}),
        ("os.kill(os.getpid(), 9)", {"reason": "signal", "signal": 9, "phase": "load"}),
    ):
        worker = sandbox.worker(node(OK, before))
        assert expected.items() <= worker.end().header.items()


LOADS = {
    "syntax": ("def main(:\n", "Runtime.UserCodeSyntaxError"),
    "import": ("import nothing_like_this\n", "Runtime.ImportModuleError"),
    "no main": ("x = 1\n", "Runtime.HandlerNotFound"),
    "raise": ("1 / 0\n", "ZeroDivisionError"),
    "exit": ("import sys; sys.exit(1)\n", "SystemExit"),
    "NUL": ("a = 1\0\n", "Runtime.UserCodeSyntaxError"),
}


@pytest.mark.parametrize(("source", "kind"), LOADS.values(), ids=LOADS.keys())
def test_a_fault_of_loading_is_the_first_turn_s_answer(sandbox: Sandbox, source: str, kind: str) -> None:
    worker = sandbox.worker(source)
    answer = worker.turn()
    assert (answer.fault["errorType"], answer.fault["stage"]) == (kind, "load")
    assert answer.header["loaded"] is False
    assert worker.notices == 0
    assert answer.header["retire"] is True
    assert worker.report().header.items() >= {"reason": "exit", "exit_code": 0}.items()


def test_a_half_written_answer_does_not_hide_the_report(sandbox: Sandbox) -> None:
    code = """
        import stat
        for descriptor in range(5000):
            try:
                if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                    os.write(descriptor, b"\\0\\0\\1\\0\\0\\0\\0\\x20{")
            except OSError:
                continue
        os._exit(3)"""
    worker = sandbox.worker(node(code))
    worker.ask()
    worker.connection.frame()
    rest = worker.connection.rest()
    assert rest.startswith(b"\0\0\1\0")
    assert parse_report(rest).header["exit_code"] == 3


def test_the_answer_holds_what_the_protocol_promises(sandbox: Sandbox) -> None:
    worker = sandbox.worker(node(f'print("hello"); {OK}', 'print("loading")'))
    first = worker.turn(request_id="a-1")
    assert first.header["id"] == "a-1"
    assert first.header["init_us"] > 0
    assert first.header["run_us"] >= 0
    assert first.header["memory_kb"] > 5000
    assert first.header["log_cut"] == 0
    assert first.log == "loading\nhello\n"
    assert first.header["log_start"] == len("loading\n")
    assert worker.notices == 1
    second = worker.turn(request_id="a-2")
    assert "init_us" not in second.header
    assert (second.log, second.header["log_start"]) == ("hello\n", 0)
    assert json.loads(second.body) == DONE
