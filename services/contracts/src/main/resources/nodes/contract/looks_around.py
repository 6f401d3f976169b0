"""Tries to reach what is none of its business, and replies with what it got hold of."""
import json
import os
import signal

PATHS = [
    "/etc/shadow", "/etc/sudoers", "/root/.ssh", "/root/.bashrc", "/home", "/proc/1/environ", "/proc/1/root/etc/shadow",
    "/proc/1/mem", "/proc/kcore", "/var/run/docker.sock", "/run/docker.sock", "/sys/kernel/security", "/dev/mem",
]


def readable(path):
    try:
        if os.path.isdir(path):
            return bool(os.listdir(path))
        with open(path, "rb") as file:
            return bool(file.read(1))
    except OSError:
        return False


def writable(path):
    try:
        with open(os.path.join(path, "written-by-a-node"), "w"):
            return True
    except OSError:
        return False


def within_reach():
    reached = []
    for pid in range(2, 5000):  # 1 is every container's own first process
        if pid != os.getpid():
            try:
                os.kill(pid, 0)
                reached.append(pid)
            except OSError:
                continue
    return reached


def main(event, context):
    os.umask(0)
    got = {
        "readable": [path for path in PATHS if readable(path)],
        "writable": [path for path in ("/", "/opt", "/opt/python", "/var/task", "/etc", "/usr", "/proc/sys/kernel") if writable(path)],
        "processes": within_reach(),
        "user": os.getuid(),
        "signals": signal.getsignal(signal.SIGTERM) == signal.SIG_DFL,
    }
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [json.dumps(got)]})}
