"""The life of the process that Lambda starts, and its end."""

import os
import signal

from trainyard_lambda import interpreter, runtime_api, serving
from trainyard_runtime import faults

FAILED = 1
"""Exit status: the code could not be loaded, or the Runtime API cannot be talked to any more."""

_HANDLER = "handler.main"
_TASK_ROOT = "/var/task"
# Node code may replace these in their modules.
_exit, _kill, _getpid, _write = os._exit, os.kill, os.getpid, os.write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import MutableMapping


def live(environment: "MutableMapping[str, str]", script: str) -> None:
    """Load the node that the environment names and serve it; never returns.

    What the node registered to run at exit does not run: Lambda would not wait for it either.
    """
    try:
        task_root = environment.get("LAMBDA_TASK_ROOT", _TASK_ROOT)
        api = runtime_api.RuntimeApi(environment.get("AWS_LAMBDA_RUNTIME_API", ""))
        interpreter.prepare(os.path.dirname(script), task_root)
        memory = environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")
        if memory.isdigit():
            interpreter.limit_memory(int(memory))
        served = serving.Serving(api, environment, task_root)
        if served.load(environment.get("_HANDLER", _HANDLER)):
            served.run()
    except runtime_api.RefusedError as refused:
        _complain(str(refused))
    except MemoryError:
        faults.reserve.block = None
        _kill(_getpid(), signal.SIGKILL)  # as Lambda ends what wants more memory than there is
    except BaseException as error:
        _complain("The runtime failed: %s: %s" % (faults.name_of(error), faults.text_of(error)))
    finally:
        _exit(FAILED)


def _complain(text: str) -> None:
    try:
        _write(2, ("[ERROR] %s\n" % text).encode("utf-8", "replace"))
    except BaseException:
        pass  # the node closed its error output
