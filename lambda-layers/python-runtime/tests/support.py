"""What the tests share: load a source and call it as an engine does."""

import sys

from trainyard_runtime import context, invocation, loading

FUNCTION = context.Function("clinic-greet", "7", "128", "/aws/lambda/clinic-greet", "2026/01/01/[7]0")


def turn(source, event=b"{}"):
    """Load ``source`` and call its ``main``; gives the result's bytes or the fault."""
    sys.modules.pop("handler", None)
    function, fault = loading.load_source(source)
    if fault is not None:
        return fault
    result, fault, _ = invocation.invoke(function, event, context.Context(FUNCTION, "request-1", 0, "arn:1"))
    return result if fault is None else fault
