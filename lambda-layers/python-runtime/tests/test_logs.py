"""C5.3: log lines."""

import io
import logging
import re

import pytest

from trainyard_runtime import faults, logs


@pytest.fixture
def written():
    stream = io.StringIO()
    logs.set_up(stream)
    logs.set_request("request-1")
    return stream


def test_c5_3_the_root_logger_has_one_handler_at_warning(written):
    logs.set_up(written)
    assert len(logging.getLogger().handlers) == 1
    logging.basicConfig(level=logging.DEBUG)
    logging.getLogger("node").info("unseen")
    logging.getLogger("node").warning("low on %s", "ink")
    line = r"\[WARNING\]\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\trequest-1\tlow on ink\n"
    assert re.match(line + "$", written.getvalue())


def test_c5_3_an_exception_is_logged_with_its_traceback(written):
    try:
        raise ValueError("no")
    except ValueError:
        logging.exception("failed")
    lines = written.getvalue().splitlines()
    assert lines[0].endswith("\trequest-1\tfailed")
    assert lines[1] == "Traceback (most recent call last):"
    assert lines[-1] == "ValueError: no"
    assert written.getvalue().endswith("\n")


def test_a_fault_is_logged_with_its_type_and_stack(written):
    stack = [["/var/task/handler.py", 2, "main", "1 / 0"], ["<string>", 1, "<module>", ""]]
    logs.write_fault(faults.Fault(faults.RUN, "ZeroDivisionError", "division by zero", stack))
    assert written.getvalue() == (
        "[ERROR] ZeroDivisionError: division by zero\n"
        "Traceback (most recent call last):\n"
        '  File "/var/task/handler.py", line 2, in main\n'
        "    1 / 0\n"
        '  File "<string>", line 1, in <module>\n'
    )


def test_a_stream_that_the_node_closed_does_not_break_the_turn(written):
    written.close()
    logs.write_fault(faults.Fault(faults.RUN, "ValueError", "no"))
