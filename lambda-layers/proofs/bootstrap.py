"""``/opt/bootstrap`` as Lambda starts it, in a sandbox: bootstrap.py PROOF FOLDER COMMAND...

``FOLDER`` is for code of the proof's own, ``COMMAND`` a sandbox's as lambda_host.py takes it.
"""

import json
import os
import signal
import statistics
import sys

from lambda_host import Host, tree, until

ROUNDS = 15
LONGEST_INIT = 70
"""Milliseconds from the start of the sandbox to the first question for an event."""
LEAVES_A_CHILD = """
import os, subprocess, sys
def main(event, context):
    child = "import os, time; os.setsid(); time.sleep(600)"
    subprocess.Popen([sys.executable, "-c", child], stdin=subprocess.DEVNULL)
    return os.getpid()
"""


def write(folder, name, source):
    task = os.path.join(folder, name)
    os.makedirs(task, exist_ok=True)
    with open(os.path.join(task, "handler.py"), "w") as file:
        file.write(source)
    return task


def processor_milliseconds(host):
    total = 0
    for pid in tree(host.process.pid):
        with open("/proc/%d/schedstat" % pid) as file:
            total += int(file.read().split()[0]) / 1e6
    return total


def first_next(folder, command):
    """Time from start to the first ``next``. On a busy machine that tells little, so the time on a processor counts."""
    task = write(folder, "reply", "def main(event, context): return event\n")
    took, used = [], []
    for _ in range(ROUNDS):
        host = Host(command, task)
        what, _, at = host.wait()
        assert what == "next", host.close()
        took.append((at - host.started) * 1000)
        used.append(processor_milliseconds(host))
        assert host.turn(b'{"a": 1}')[:2] == ("response", b'{"a": 1}')
        host.close()
    print(
        "  to the first next: %.0f ms at best, %.0f at the median; %.0f ms on a processor"
        % (min(took), statistics.median(took), statistics.median(used))
    )
    assert min(min(took), statistics.median(used)) < LONGEST_INIT, "more than %d ms" % LONGEST_INIT


def alive(pids):
    return [pid for pid in pids if os.path.exists("/proc/%d" % pid)]


def termination(folder, command):
    """Whoever is asked to end, the sandbox or the runtime in it, nothing that the code started is left."""
    task = write(folder, "leaves", LEAVES_A_CHILD)
    for whole in (True, False):
        host = Host(command, task)
        assert host.wait()[0] == "next"
        assert host.turn(b"{}")[0] == "response"
        assert host.wait()[0] == "next"
        pids = tree(host.process.pid)
        assert len(pids) > 3, pids
        os.kill(pids[0] if whole else pids[2], signal.SIGTERM)
        until("every process has ended", lambda pids=pids: not alive(pids[1:]))
        host.close()
    host = Host(command, task)
    assert host.wait()[0] == "next"
    host.server.server_close()
    host.events.put(None)
    until("the runtime ends when its API has gone", lambda: host.process.poll() is not None)
    assert "does not answer" in host.close()


def lines(folder, command):
    """The runtime writes the code's output at once, and its faults; nothing that Lambda writes itself."""
    task = write(folder, "writes", "def main(event, context):\n    print('to be', end='')\n    return 1 / event\n")
    host = Host(command, task)
    assert host.wait()[0] == "next"
    assert host.turn(b"0")[0] == "error"
    assert host.wait()[0] == "next"
    written = host.close()
    fault = (
        '[ERROR] ZeroDivisionError: division by zero\nTraceback (most recent call last):\n  File "/var/task/handler.py"'
    )
    assert written.startswith("to be" + fault), written
    assert not [line for line in written.splitlines() if line.startswith(("START", "END", "REPORT"))], written


def error_table(folder, command):
    """Each node of the contract has the same answer through the Runtime API and through the local engine's protocol."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    sys.path.insert(0, os.path.join(root, "services/local/src/test/python"))
    import sandbox  # the local engine's own tests drive it by this

    nodes = os.path.join(root, "services/contracts/src/main/resources/nodes")
    local = sandbox.Sandbox(sandbox.workplace())
    compared, ended = 0, 0
    try:
        for name, outcome in listed(os.path.join(nodes, "hostile.txt")):
            if outcome in ("timeout", "out_of_memory") or name in ("load_hangs", "writes_everywhere"):
                continue
            with open(
                os.path.join(nodes, "hostile", name + ".py"), newline="", encoding="utf-8", errors="surrogateescape"
            ) as file:
                source = file.read()
            there, here = by_protocol(sandbox, local, source), by_api(folder, command, name, source)
            if there != here:
                raise SystemExit("%s: by the local protocol %s\nby the Runtime API %s" % (name, there, here))
            compared, ended = compared + 1, ended + (here is None)
    finally:
        local.stop()
    print("  %d nodes have equal answers; of these %d end their process instead" % (compared, ended))
    assert compared > 100 and ended < 25, "hardly anything was compared"


def listed(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                columns = [column.strip() for column in line.split("|")]
                yield columns[0], columns[1]


def by_protocol(sandbox, local, source):
    worker = local.worker(source)
    try:
        answer = worker.turn({}, request_id="request-1")
    except sandbox.Broken:
        return None
    finally:
        worker.connection.close()
    return "response" if answer.header["ok"] else "error", json.loads(answer.body)


def by_api(folder, command, name, source):
    task = os.path.join(folder, name)
    os.makedirs(task, exist_ok=True)
    with open(os.path.join(task, "handler.py"), "w", newline="", encoding="utf-8", errors="surrogateescape") as file:
        file.write(source)
    host = Host(command, task, name)
    try:
        happened = host.wait()
        if happened is not None and happened[0] == "next":
            happened = host.turn(json.dumps({"body": "{}"}).encode())
    finally:
        host.close()
    return None if happened is None else (happened[0], json.loads(happened[1].decode()))


PROOFS = {"first-next": first_next, "termination": termination, "lines": lines, "error-table": error_table}
PROOFS[sys.argv[1]](sys.argv[2], sys.argv[3:])
