"""Prints what the Python half of the local engine costs: python3 benchmark.py [bubblewrap|landlock].

The floor is a Python process that echoes the same bytes over the same kind of socket, in the same run.
"""

import json
import os
import shutil
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sandbox import Sandbox, encode, until, workplace

NODE = """
import json, re
def main(event, context):
    body = json.loads(event["body"])
    digits = re.sub(r"[^0-9]", "", body["text"])
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [digits] * 3})}
"""
BODY = {"text": "call 555-0100 " + "x" * 900}
TURNS, NODES, KILLS, WARM_NODES = 5000, 150, 30, 20


def row(name: str, seconds: list[float], unit: float = 1e3, unit_name: str = "ms") -> None:
    ordered = sorted(seconds)
    p99 = ordered[int(len(ordered) * 0.99)] * unit
    print(f"{name:<58} p50 {statistics.median(ordered) * unit:8.3f}  p99 {p99:8.3f} {unit_name}", flush=True)


def timed(action: Callable[[], object], count: int) -> list[float]:
    taken = []
    for _ in range(count):
        begun = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begun)
    return taken


def floor(size: int) -> list[float]:
    """An echo by a process of its own."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        while data := theirs.recv(65536):
            theirs.sendall(data)
        os._exit(0)
    theirs.close()
    message = b"x" * size
    taken = timed(lambda: (ours.sendall(message), ours.recv(65536)), TURNS)
    ours.close()
    os.waitpid(pid, 0)
    return taken


def processes(sandbox: Sandbox) -> Iterator[int]:
    """The launcher and all below it."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    waiting = [sandbox.process.pid]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += [child for child, parent in parents.items() if parent == pid]


def memory(sandbox: Sandbox) -> float:
    """MB by share, of all processes; needs root for those that are not ours to look at."""
    total = 0
    for pid in processes(sandbox):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith(("Pss:", "SwapPss:")))
    return total / 1024


def cpu(sandbox: Sandbox) -> float:
    """Seconds of processor time, of all processes."""
    ticks = 0
    for pid in processes(sandbox):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def settle(sandbox: Sandbox, blanks: int) -> None:
    until(lambda: sandbox.order(op="ping")["blanks"] == blanks)
    time.sleep(0.2)


def warm(sandbox: Sandbox, code: bytes) -> None:
    worker = sandbox.worker(NODE, code)
    for _ in range(200):
        worker.turn(BODY)
    begun = cpu(sandbox)
    row("warm turn", timed(lambda: worker.turn(BODY), TURNS), 1e6, "us")
    used = (cpu(sandbox) - begun) / TURNS * 1e6
    main = statistics.median(worker.turn(BODY).header["run_us"] for _ in range(200))
    print(f"{'of which processor time in the worker; in main alone':<58} {used:12.1f}; {main:.0f} us")
    worker.stop()


def first(sandbox: Sandbox, code: bytes, compiled: str) -> None:
    taken = []
    for _ in range(NODES):
        settle_quickly(sandbox)
        begun = time.perf_counter()
        worker = sandbox.worker(NODE, code)
        worker.turn(BODY)
        taken.append(time.perf_counter() - begun)
        worker.stop()
    row(f"first reply of a node never run, {compiled}", taken)


def settle_quickly(sandbox: Sandbox) -> None:
    until(lambda: sandbox.order(op="ping")["blanks"] >= 2)
    time.sleep(0.02)


def kills(sandbox: Sandbox, code: str, name: str) -> None:
    taken = []
    for _ in range(KILLS):
        worker = sandbox.worker(code)
        worker.ask(BODY)
        time.sleep(0.05)
        taken += timed(worker.stop, 1)
    row(name, taken)


def warm_nodes(sandbox: Sandbox, code: bytes) -> None:
    settle(sandbox, 2)
    before = memory(sandbox)
    workers = [sandbox.worker(NODE, code) for _ in range(WARM_NODES)]
    for worker in workers:
        for _ in range(20):
            worker.turn(BODY)
    settle(sandbox, 2)
    after = memory(sandbox)
    print(f"{'memory of a warm node, supervisor and worker':<58} {(after - before) / WARM_NODES:12.2f} MB")
    ticks = cpu(sandbox)
    time.sleep(3)
    print(f"{'processor time of the idle sandbox in 3 s':<58} {(cpu(sandbox) - ticks) * 1e3:12.1f} ms")
    names = [worker.name for worker in workers]
    row(f"measure of {WARM_NODES} workers", timed(lambda: sandbox.order(op="measure", workers=names), 10))
    for worker in workers:
        worker.stop()


def main(mode: str) -> None:
    print(f"{mode}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Linux {os.uname().release}")
    folder = workplace()
    try:
        begun = time.perf_counter()
        sandbox = Sandbox(folder, mode)
        sandbox.order(op="ping")
        print(f"{'start to first answer':<58} {(time.perf_counter() - begun) * 1e3:12.1f} ms")
        settle(sandbox, 2)
        print(f"{'memory of the sandbox with two blanks':<58} {memory(sandbox):12.2f} MB")
        sandbox.order(op="blanks", count=0)
        time.sleep(0.3)
        print(f"{'memory of the sandbox without blanks':<58} {memory(sandbox):12.2f} MB")
        sandbox.order(op="blanks", count=2)
        settle(sandbox, 2)
        problems, code = sandbox.check(NODE)
        assert not problems
        row("floor: echo of as many bytes", floor(len(encode({"id": "x"}, json.dumps(BODY).encode()))), 1e6, "us")
        warm(sandbox, code)
        first(sandbox, code, "compiled before")
        first(sandbox, b"", "compiled by the worker")
        row("check of its code", timed(lambda: sandbox.check(NODE), 200))
        warm_nodes(sandbox, code)
        kills(sandbox, "import time\ndef main(e, c):\n    time.sleep(60)\n", "stop of a sleeping turn, with report")
        kills(
            sandbox,
            "import os, time\ndef main(e, c):\n  for _ in range(20): os.fork() or time.sleep(60)\n  time.sleep(60)\n",
            "stop of a turn with 20 children",
        )
        sandbox.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "bubblewrap")
