"""What a node can see and reach: nothing of the machine, the server, the engine or another worker."""

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import ENVIRONMENT, NOBODY, Sandbox, until

Look = Callable[..., object]


@pytest.fixture
def look(sandbox: Sandbox) -> Look:
    """Runs statements in a node of a new worker; gives what they leave in ``found``."""

    def run(statements: str, **header: object) -> object:
        code = "import os, sys, json, ctypes, errno\ndef main(event, context):\n    found = None\n"
        code += textwrap.indent(textwrap.dedent(statements).strip(), "    ") + "\n    return found\n"
        worker = sandbox.worker(code, **header)
        found = worker.turn().value
        worker.stop()
        return found

    return run


def only_in_bubblewrap(sandbox: Sandbox) -> None:
    if sandbox.mode != "bubblewrap":
        pytest.skip("needs namespaces, which the fallback is without")


REFUSED = """
    found = {}
    libc = ctypes.CDLL(None, use_errno=True)
    def attempt(name, *arguments):
        ctypes.set_errno(0)
        result = libc.syscall(*[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
        found[name] = errno.errorcode.get(ctypes.get_errno(), "did it") if result < 0 else "did it"
    attempt("ptrace", 101, 16, 1, 0, 0)
    attempt("mount", 165, b"tmpfs", b"/tmp", b"tmpfs", 0, 0)
    attempt("umount", 166, b"/engine", 2)
    attempt("unshare user", 272, 0x10000000)
    attempt("clone with a new user namespace", 56, 0x10000000 | 17, 0, 0, 0, 0)
    attempt("setns", 308, 0, 0)
    attempt("keyctl", 250, 0, 0, 0)
    attempt("bpf", 321, 0, 0, 0)
    attempt("userfaultfd", 323, 0)
    attempt("perf_event_open", 298, 0, 0, -1, -1, 0)
    attempt("io_uring_setup", 425, 1, 0)
    attempt("memfd_create", 319, b"x", 0)
    attempt("shmget", 29, 0, 4096, 0o1600)
    attempt("process_vm_readv", 310, 1, 0, 0, 0, 0, 0)
    attempt("prlimit of process 1", 302, 1, 7, 0, 0)
    attempt("vsock", 41, 40, 1, 0)
    attempt("packet socket", 41, 17, 3, 0)
    attempt("kernel crypto socket", 41, 38, 5, 0)
    attempt("setuid", 105, 0)
    attempt("chroot", 161, b"/tmp")
"""


def test_dangerous_system_calls_are_refused(look: Look) -> None:
    found = look(REFUSED)
    assert set(found.values()) <= {"EPERM", "EAFNOSUPPORT", "ENOSYS", "EINVAL"}, found
    assert found["setuid"] in ("EPERM", "EINVAL")
    assert found["unshare user"] == "EPERM"
    assert found["clone with a new user namespace"] == "EPERM"


def test_no_capability_is_left_and_none_can_be_gained(look: Look, sandbox: Sandbox) -> None:
    only_in_bubblewrap(sandbox)
    found = look("""
        lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
        found = {name: lines[name].strip() for name in lines if name.startswith(("Cap", "NoNew", "Seccomp"))}""")
    assert {found[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
    assert (found["NoNewPrivs"], found["Seccomp"]) == ("1", "2")


def test_only_the_layers_and_little_else_is_visible(look: Look, sandbox: Sandbox) -> None:
    only_in_bubblewrap(sandbox)
    found = look("""
        found = {path: sorted(os.listdir(path)) for path in ("/", "/etc", "/dev", "/tmp", "/engine", "/var/task")}
        found["pids"] = [name for name in os.listdir("/proc") if name.isdigit()]""")
    assert found == {
        "/": ["dev", "engine", "etc", "opt", "proc", "tmp", "var"],
        "/etc": ["group", "hosts", "nsswitch.conf", "passwd", "resolv.conf"],
        "/dev": ["fd", "full", "null", "random", "stderr", "stdin", "stdout", "urandom", "zero"],
        "/tmp": [],
        "/engine": [],
        "/var/task": ["handler.py"],
        "pids": ["1", "2"],
    }


def test_the_machine_s_files_cannot_be_read(look: Look) -> None:
    found = look("""
        found = []
        for path in ("/etc/shadow", "/etc/hostname", "/root", "/home", "/usr/bin", "/proc/1/environ", "/proc/1/mem"):
            try: os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)
            except OSError: continue
            found.append(path)""")
    assert found == []


def test_only_tmp_can_be_written(look: Look) -> None:
    found = look("""
        import tempfile
        found = []
        for folder in ("/", "/etc", "/dev", "/dev/shm", "/opt", "/opt/py36", "/engine", "/var", os.getcwd()):
            try: open(folder + "/x", "w").close()
            except OSError: continue
            found.append(folder)
        try: open(os.getcwd() + "/handler.py", "a").write("x")
        except OSError: pass
        else: found.append("handler.py")
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"x")""")
    assert found == []


def test_workers_do_not_share_their_files(sandbox: Sandbox) -> None:
    only_in_bubblewrap(sandbox)
    code = 'import os\ndef main(e, c):\n    seen = os.listdir("/tmp"); open("/tmp/mine", "w").close(); return seen\n'
    first, second = sandbox.worker(code), sandbox.worker(code)
    assert (first.turn().value, first.turn().value) == ([], ["mine"])
    assert second.turn().value == []
    first.stop(), second.stop()


def test_workers_draw_different_random_numbers(sandbox: Sandbox) -> None:
    code = "import random, uuid\ndef main(e, c):\n    return [random.randrange(10 ** 9), str(uuid.uuid4())]\n"
    workers = [sandbox.worker(code) for _ in range(4)]
    drawn = [worker.turn().value for worker in workers]
    for place in range(2):
        assert len({values[place] for values in drawn}) == len(workers)
    for worker in workers:
        worker.stop()


def test_the_environment_is_what_the_server_gave(look: Look, sandbox: Sandbox) -> None:
    found = look("found = dict(os.environ)")
    if sandbox.mode == "landlock":
        for name in ("LAMBDA_TASK_ROOT", "HOME", "TMPDIR"):
            found.pop(name)
        given = {name: value for name, value in ENVIRONMENT.items() if name not in ("LAMBDA_TASK_ROOT", "HOME")}
    else:
        given = ENVIRONMENT
    assert found == given


def test_the_engine_s_modules_cannot_be_imported(look: Look) -> None:
    found = look("""
        found = []
        for name in ("worker", "turns", "zygote", "protocol", "trainyard_engine", "trainyard_runtime"):
            try: __import__(name)
            except ImportError: continue
            found.append(name)""")
    assert found == []


def test_modules_of_a_node_may_be_named_like_ours(look: Look) -> None:
    found = look("""
        import types
        sys.modules["trainyard_engine"] = sys.modules["turns"] = types.ModuleType("turns")
        found = True""")
    assert found is True


def test_the_search_path_is_lambda_s(look: Look, sandbox: Sandbox) -> None:
    only_in_bubblewrap(sandbox)
    found = look("found = sys.path")
    assert found[:3] == ["/var/task", "/opt/python/lib/python3.6/site-packages", "/opt/python"]
    assert all(path.startswith("/opt/py36/lib/python3") for path in found[3:])


def test_the_layers_packages_can_be_used(look: Look) -> None:
    found = look("""
        import requests, pytz, redis, MySQLdb, ssl, sqlite3
        found = [requests.__version__, pytz.__version__, len(ssl.create_default_context().get_ca_certs()) >= 0]""")
    assert found == ["2.22.0", "2019.2", True]


def test_twenty_threads_start_in_128_mb(look: Look) -> None:
    found = look(
        """
        import threading
        go, done = threading.Event(), []
        threads = [threading.Thread(target=lambda: (go.wait(), done.append(1))) for _ in range(20)]
        for thread in threads: thread.start()
        go.set()
        for thread in threads: thread.join()
        found = len(done)""",
        memory_mb=128,
    )
    assert found == 20


def test_threads_have_stack_enough_for_the_usual_recursion(look: Look) -> None:
    found = look("""
        import threading
        found = []
        def deep(n): return deep(n + 1)
        def run():
            try: deep(0)
            except RecursionError: found.append("refused")
        thread = threading.Thread(target=run); thread.start(); thread.join()""")
    assert found == ["refused"]


def test_limits_are_those_asked_for(look: Look) -> None:
    found = look(
        """
        import resource
        names = ("DATA", "NOFILE", "FSIZE", "CORE")
        found = {name: resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in names}""",
        memory_mb=96,
        files_mb=5,
        descriptors=40,
    )
    mb = 1024 * 1024
    assert found == {"DATA": [96 * mb] * 2, "NOFILE": [40] * 2, "FSIZE": [5 * mb] * 2, "CORE": [0, 0]}


def test_a_worker_that_wakes_pushes_nobody_from_a_processor(look: Look) -> None:
    assert look("found = os.sched_getscheduler(0) == os.SCHED_BATCH") is True


def test_files_in_tmp_are_bounded_together(workplace: Path) -> None:
    sandbox = Sandbox(workplace, options=["--files", "10"])
    worker = sandbox.worker("""
def main(e, c):
    written = 0
    try:
        for n in range(100):
            with open("/tmp/%d" % n, "wb") as file: file.write(b"x" * 1000000)
            written += 1
    except OSError as error:
        return [written, error.errno]
""")
    assert worker.turn().value == [10, 28]
    sandbox.stop()


def test_nothing_can_be_learnt_from_process_1_nor_done_to_it(look: Look, sandbox: Sandbox) -> None:
    only_in_bubblewrap(sandbox)
    found = look("""
        lines = dict(line.split(":", 1) for line in open("/proc/1/status"))
        found = {name: lines[name].strip() for name in lines if name.startswith(("Name", "Cap", "NoNew"))}
        found["command"] = open("/proc/1/cmdline").read()
        found["read"] = []
        for name in ("environ", "maps", "mem", "auxv", "stack", "syscall", "exe", "cwd", "root", "fd", "fdinfo"):
            path = "/proc/1/" + name
            try: os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)
            except OSError: pass
            else: found["read"].append(name)
        for number in range(1, 65):
            try: os.kill(1, number)
            except OSError: pass
        found["parent"] = os.getppid()""")
    capabilities = {name: found.pop(name) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    assert set(capabilities.values()) == {"0" * 16}
    assert found == {"Name": "supervisor", "NoNewPrivs": "1", "command": "supervisor\0002\0", "read": [], "parent": 1}


def test_no_descriptor_of_the_engine_is_open_but_the_guarded_ones(look: Look) -> None:
    found = look("""
        found = []
        for number in range(4096):
            try: os.fstat(number)
            except OSError: continue
            found.append(number)""")
    assert found[:3] == [0, 1, 2]
    assert 2 <= len(found[3:]) <= 3
    assert min(found[3:]) > 512


def test_processes_are_bounded(look: Look, sandbox: Sandbox) -> None:
    only_in_bubblewrap(sandbox)
    found = look(
        """
        import time
        pids, found = [], 0
        try:
            for _ in range(50):
                pid = os.fork()
                if pid == 0: time.sleep(60)
                pids.append(pid)
        except OSError:
            found = len(pids)
        for pid in pids: os.kill(pid, 9); os.waitpid(pid, 0)""",
        processes=12,
    )
    assert 5 <= found <= 12


def test_processes_are_loosely_bounded_where_all_of_a_user_are_counted_together(look: Look, sandbox: Sandbox) -> None:
    if sandbox.mode != "landlock":
        pytest.skip("landlock only: a namespace has a count of its own")
    found = look("import resource; found = resource.getrlimit(resource.RLIMIT_NPROC)", processes=12)
    tasks = tasks_of(NOBODY if os.getuid() == 0 else os.getuid())
    assert found == [found[0]] * 2
    assert tasks + 12 < found[0] < tasks + 12 + 1024 + 100


def tasks_of(user: int) -> int:
    """How many processes and threads a user has."""
    total = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = dict(line.split(":", 1) for line in Path(f"/proc/{name}/status").read_text().splitlines())
        except OSError:
            continue
        if int(fields["Uid"].split()[0]) == user:
            total += int(fields["Threads"])
    return total


def test_shared_memory_that_escapes_the_limit_is_measured(sandbox: Sandbox) -> None:
    code = (
        'import mmap\ndef main(e, c):\n    global m\n    m = mmap.mmap(-1, 90 << 20)\n    m.write(b"x" * (90 << 20))\n'
    )
    worker = sandbox.worker(code, memory_mb=200)
    worker.turn()
    measured = sandbox.order(op="measure", workers=[worker.name, "nobody"])["memory_kb"]
    assert set(measured) == {worker.name}
    assert 90 << 10 <= measured[worker.name] <= 140 << 10
    worker.stop()


def test_a_child_s_memory_is_measured_too(sandbox: Sandbox) -> None:
    code = """
import os, time
def main(e, c):
    if os.fork() == 0:
        x = b"x" * (60 << 20)
        time.sleep(60)
    time.sleep(60)
"""
    worker = sandbox.worker(code)
    worker.ask()

    until(lambda: sandbox.order(op="measure", workers=[worker.name])["memory_kb"].get(worker.name, 0) > 60 << 10)
    worker.stop()


def test_another_worker_cannot_be_signalled(sandbox: Sandbox) -> None:
    victim = sandbox.worker("def main(e, c): return 1\n")
    assert victim.turn().value == 1
    code = """
import os
def main(e, c):
    for pid in range(2, 40000):
        if pid != os.getpid():
            try: os.kill(pid, 9)
            except OSError: pass
    return "tried"
"""
    attacker = sandbox.worker(code)
    assert attacker.turn(seconds=30).value == "tried"
    assert victim.turn().value == 1
    attacker.stop(), victim.stop()


def test_the_test_s_own_user_is_not_the_worker_s_when_it_is_root(look: Look) -> None:
    found = look("found = os.getuid()")
    assert found != 0
    assert os.getuid() != found or os.getuid() != 0
