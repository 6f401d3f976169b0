"""The runtime package in the layer loads and calls a node as an engine would."""

import json
import os
import sys

RUNTIME = "/opt/py36/runtime"
sys.path[:] = [RUNTIME] + [path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__))]

from trainyard_runtime import context, invocation, loading, logs  # noqa: E402

sys.path.remove(RUNTIME)
sys.path[:0] = ["/var/task", "/opt/python/lib/python3.6/site-packages", "/opt/python"]
logs.set_up(sys.stdout)
function, fault = loading.load("handler.main")
assert fault is None, fault.to_engine()
about = context.Function.from_environment(os.environ)


def turn(body):
    event = json.dumps({"body": json.dumps(body)}).encode()
    result, fault, _ = invocation.invoke(function, event, context.Context(about, "request-1", 2e12, "arn"))
    return result, fault


result, _ = turn({"entities": {}})
reply = json.loads(result.decode())
assert json.loads(reply["body"])["response"] == ["Kyiv +0300"], reply
_, broken = turn({"break": True})
assert broken.to_lambda()["stackTrace"] == [["/var/task/handler.py", 13, "main", 'raise ValueError("asked to")']], (
    broken.to_lambda()
)
print("  one reply, one fault, no frame of ours")
