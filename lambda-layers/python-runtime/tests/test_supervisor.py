"""The supervisor by itself, as an ordinary process: its word to the zygote, what it watches, what it reports."""

import array
import json
import os
import pathlib
import signal
import socket
import struct
import subprocess
import time

import pytest

LAUNCHER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "launcher")
MAGIC = b"\xff\xff\xff\xffTYEX"
PAGE = struct.Struct("=BB6xQQQ")
SECONDS = 20


COMPILE = ("gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-Og", "-fsanitize=undefined", "-fno-sanitize-recover")


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    made = str(tmp_path_factory.mktemp("supervisor") / "supervisor")
    subprocess.check_call([*COMPILE, "-o", made, os.path.join(LAUNCHER, "supervisor.c")])
    return made


def sleep():
    signal.pause()


class Supervised:
    """A supervisor and its worker, which runs ``work``, with what a zygote and a server hold of them."""

    def __init__(self, program, folder, work, page=(0, 0, 0, 0, 0), log=b"", removed=()):
        self.zygote, handed = socket.socketpair()
        self.zygote.settimeout(SECONDS)
        self.server, self.connection = socket.socketpair()
        self.server.settimeout(SECONDS)
        files = [os.open(str(folder / name), os.O_RDWR | os.O_CREAT) for name in ("log", "page")]
        os.write(files[0], log)
        os.write(files[1], PAGE.pack(*page))
        self.pid = os.fork()
        if self.pid == 0:
            try:
                worker = os.fork()
                if worker == 0:
                    for held in (self.zygote, self.server, handed):
                        held.close()
                    work()
                    os._exit(0)
                for target, descriptor in enumerate([handed.fileno(), *files], 103):
                    os.dup2(descriptor, target)
                for target in (3, 4, 5):
                    os.dup2(target + 100, target)
                os.closerange(6, 4096)
                os.execv(program, ["supervisor", str(worker), *removed])
            finally:
                os._exit(99)
        handed.close()
        for descriptor in files:
            os.close(descriptor)

    def __enter__(self):
        assert self.zygote.recv(1) == b"R"
        return self

    def __exit__(self, *failure):
        self.zygote.close()
        self.server.close()
        assert os.waitpid(self.pid, 0)[1] == 0

    def hand_over(self, limit=1000):
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [self.connection.fileno()]))]
        self.zygote.sendmsg([struct.pack("=I", limit)], rights)
        self.connection.close()

    def rest(self):
        parts = []
        while True:
            part = self.server.recv(1 << 16)
            if not part:
                return b"".join(parts)
            parts.append(part)

    def report(self):
        """The report's object and log, whatever stands before it."""
        rest = self.rest()
        total, header = struct.unpack(">II", rest[-8:])
        body = rest[-8 - total : -8]
        assert rest[-8 - total - len(MAGIC) : -8 - total] == MAGIC
        described = json.loads(body[:header].decode())
        assert described.pop("memory_kb") > 0
        return described, body[header:]

    def stop(self):
        self.server.shutdown(socket.SHUT_WR)
        return self.report()


@pytest.fixture
def supervise(program, tmp_path):
    return lambda work, **given: Supervised(program, tmp_path, work, **given)


def described(reason, phase="idle", cut=0, start=0, size=0, **more):
    return dict(more, reason=reason, phase=phase, log_cut=cut, log_start=start, blobs=[size])


def until(condition):
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came true"


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_worker_that_is_stopped(supervise):
    with supervise(sleep, page=(2, 0, 3, 0, 0), log=b"abcdef") as supervised:
        supervised.hand_over()
        assert supervised.stop() == (described("stopped", "run", start=3, size=6), b"abcdef")


@pytest.mark.parametrize(
    ("work", "reason", "more"),
    [
        (lambda: os._exit(7), "exit", {"exit_code": 7}),
        (lambda: os._exit(71), "protocol", {"exit_code": 71}),
        (lambda: os.kill(os.getpid(), 9), "signal", {"signal": 9}),
    ],
    ids=["exit", "protocol", "signal"],
)
def test_a_worker_that_ends(supervise, work, reason, more):
    reader, writer = os.pipe()

    def wait_and_work():
        os.close(writer)
        os.read(reader, 1)
        work()

    with supervise(wait_and_work, page=(1, 0, 0, 0, 0)) as supervised:
        supervised.hand_over()
        os.close(writer)
        assert supervised.report() == (described(reason, "load", **more), b"")
    os.close(reader)


def test_the_end_of_memory_is_told_unless_the_worker_was_stopped(supervise):
    with supervise(sleep, page=(2, 1, 0, 0, 0)) as supervised:
        supervised.hand_over()
        assert supervised.stop()[0]["reason"] == "stopped"


def test_a_worker_that_ended_for_want_of_memory(supervise):
    with supervise(lambda: time.sleep(0.2), page=(2, 1, 0, 0, 0)) as supervised:
        supervised.hand_over()
        assert supervised.report() == (described("memory", "run", exit_code=0), b"")


def test_the_log_is_cut_at_its_limit_and_all_that_is_missing_counted(supervise):
    with supervise(sleep, page=(2, 0, 9, 5, 6), log=b"x" * 25) as supervised:
        supervised.hand_over(limit=20)
        assert supervised.stop() == (described("stopped", "run", cut=16, start=9, size=20), b"x" * 20)


def test_impossible_numbers_in_the_page_do_no_harm(supervise):
    most = 0xFFFFFFFFFFFFFFFF
    with supervise(sleep, page=(255, 255, most, most, most), log=b"log") as supervised:
        supervised.hand_over()
        header, log = supervised.stop()
    assert (header["phase"], header["log_start"], log) == ("idle", 3, b"log")
    assert 0 <= header["log_cut"] < 1 << 63


def test_a_large_log_arrives_whole(supervise):
    log = os.urandom(1 << 20)
    with supervise(sleep, log=log) as supervised:
        supervised.hand_over(limit=1 << 21)
        assert supervised.stop() == (described("stopped", size=len(log)), log)


def test_half_an_answer_may_stand_before_the_report(supervise):
    with supervise(sleep) as supervised:
        os.write(supervised.connection.fileno(), MAGIC + b"half")
        supervised.hand_over()
        assert supervised.stop() == (described("stopped"), b"")


def test_requests_that_nobody_read_do_not_hide_the_report(supervise):
    with supervise(sleep) as supervised:
        supervised.server.sendall(b"?" * 50000)
        supervised.hand_over()
        assert supervised.stop() == (described("stopped"), b"")


def test_a_connection_that_was_made_to_refuse_waiting_takes_a_large_report(supervise):
    log = b"x" * (1 << 20)
    with supervise(sleep, log=log) as supervised:
        supervised.connection.setblocking(False)
        supervised.hand_over(limit=len(log))
        assert supervised.stop()[1] == log


def test_a_server_that_does_not_read_is_given_up_after_a_second(supervise):
    with supervise(sleep, log=b"x" * (4 << 20)) as supervised:
        supervised.hand_over(limit=4 << 20)
        begun = time.monotonic()
        supervised.server.shutdown(socket.SHUT_WR)
        until(lambda: os.waitid(os.P_PID, supervised.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT))
        assert 0.9 < time.monotonic() - begun < SECONDS / 2


def test_a_blank_ends_with_the_zygote_and_takes_its_worker_along(supervise, tmp_path):
    with supervise(sleep) as supervised:
        worker = int(pathlib.Path("/proc/%d/task/%d/children" % (supervised.pid, supervised.pid)).read_text())
    assert gone(worker)


def test_a_blank_whose_worker_ends_does_not_wait_for_a_node(supervise):
    with supervise(lambda: time.sleep(0.2)) as supervised:
        assert supervised.zygote.recv(1) == b""


def test_a_blank_whose_worker_failed_at_once_may_not_even_be_ready(program, tmp_path):
    for _ in range(10):
        supervised = Supervised(program, tmp_path, lambda: os._exit(1))
        assert supervised.zygote.recv(1) in (b"R", b"")
        until(lambda pid=supervised.pid: os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT))
        supervised.__exit__()


def test_a_worker_is_stopped_when_the_zygote_goes(supervise):
    with supervise(sleep) as supervised:
        supervised.hand_over()
        supervised.zygote.shutdown(socket.SHUT_WR)
        assert supervised.report()[0]["reason"] == "stopped"


def test_no_signal_ends_it(supervise):
    with supervise(sleep) as supervised:
        for number in set(range(1, 65)) - {signal.SIGKILL, signal.SIGSTOP, 32, 33}:
            os.kill(supervised.pid, number)
        supervised.hand_over()
        assert supervised.stop() == (described("stopped"), b"")


def test_its_folder_is_removed_and_no_other(supervise, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("x")
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    (folder / "below" / "file").write_text("x")
    (folder / "link").symlink_to(kept)
    with supervise(sleep, removed=[str(folder)]) as supervised:
        supervised.hand_over()
        supervised.stop()
    assert not folder.exists()
    assert (kept / "file").exists()
