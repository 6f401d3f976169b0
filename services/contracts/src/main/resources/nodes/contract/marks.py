"""Leaves a mark in every place that it can reach, and replies with the marks that it found there before."""
import glob
import json
import os
import subprocess
import sys

PLACES = ["/tmp", "/var/task", "/opt", "/", "/dev/shm", "/var/tmp", "/run", "/etc"]
MARK = "trainyard-mark"
seen_in_memory = []


def marks_in_processes():
    found = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path, "rb") as file:
                words = file.read().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        found.extend(word for word in words if word.startswith(MARK))
    return sorted(found)


def main(event, context):
    mine = MARK + "-" + json.loads(event["body"])["mark"]
    found = {"memory": list(seen_in_memory), "processes": marks_in_processes()}
    for place in PLACES:
        found[place] = sorted(os.path.basename(path) for path in glob.glob(os.path.join(place, MARK + "-*")))
        try:
            with open(os.path.join(place, mine), "w") as file:
                file.write(mine)
        except OSError:
            pass
    seen_in_memory.append(mine)
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)", mine], stdin=subprocess.DEVNULL)
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [json.dumps(found)]})}
