"""The work of an execution environment: load the node once, then answer one event after the other."""

import os
import os.path

from trainyard_lambda import interpreter
from trainyard_runtime import context, faults, invocation, loading, logs

_TRACE_ID = "_X_AMZN_TRACE_ID"
_OWN_FOLDER = os.path.dirname((lambda: None).__code__.co_filename) + os.sep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import MutableMapping, Optional

    from trainyard_lambda.runtime_api import Event, RuntimeApi


class Serving:
    """One node's turns. Node code may replace what it likes in any module: what is needed later is kept here."""

    def __init__(self, api: "RuntimeApi", environment: "MutableMapping[str, str]", task_root: str) -> None:
        self._api = api
        self._environment = environment
        self._task_root = task_root
        self._described = context.Function.from_environment(environment)
        self._order = interpreter.Order()
        self._function = None  # type: Optional[Callable[[Any, Any], Any]]
        self._pid = os.getpid()
        self._getpid, self._exit = os.getpid, os._exit

    def load(self, handler: str) -> bool:
        """Load the node's code; False when it cannot be loaded, which Lambda then knows."""
        self._function, fault = _load(handler, self._task_root)
        self._leave_if_forked()
        self._order.restore()
        if fault is None:
            return True
        logs.write_fault(fault)
        self._api.fail_to_load(fault)
        return False

    def run(self) -> None:
        """Answer events until the process is ended."""
        while True:
            event = self._api.next()
            self._api.rest()
            self._turn(event)

    def _turn(self, event: "Event") -> None:
        request_id = event.request_id
        logs.set_request(request_id)
        self._tell_trace(event.trace_id)
        described = context.Context(
            self._described, request_id, event.deadline_ms, event.arn, event.client_context, event.identity
        )
        body, event.body = event.body, b""
        try:
            result, fault, _ = invocation.invoke(self._function, body, described)
        except BaseException as error:  # a trace function of the node, or a signal's handler
            result, fault = None, faults.of_exception(faults.RUN, error)
            fault.stack = [frame for frame in fault.stack if not frame[0].startswith(_OWN_FOLDER)]
        del body, described
        self._leave_if_forked()
        self._order.restore()
        if fault is None:
            self._api.respond(request_id, result)
        else:
            logs.write_fault(fault)
            self._api.fail(request_id, fault)

    def _leave_if_forked(self) -> None:
        """End a child that the node forked and that came back here: it has nothing to tell Lambda."""
        if self._getpid() != self._pid:
            self._exit(0)

    def _tell_trace(self, trace_id: "Optional[str]") -> None:
        try:
            if trace_id:
                self._environment[_TRACE_ID] = trace_id
            else:
                self._environment.pop(_TRACE_ID, None)
        except BaseException:
            pass  # the code broke its environment in an earlier turn


def _load(handler: str, task_root: str) -> "loading.Loaded":
    """Load a plain ``handler.py`` as every engine does; leave modules in packages to the import system."""
    module_name, _, fault = loading.split(handler)
    if fault is None and "." not in module_name:
        file = os.path.join(task_root, module_name + ".py")
        try:
            with open(file, "rb") as opened:
                source = opened.read()
        except OSError:
            pass
        else:
            return loading.load_source(source, handler, file)
    return loading.load(handler)
