"""Find the function of a node: load its module once and judge what keeps it from loading.

The messages are those of Lambda's Python 3.6 runtime, letter by letter.
"""

import importlib
import sys
from importlib.util import module_from_spec, spec_from_file_location

from trainyard_runtime import faults

HANDLER = "handler.main"
SOURCE_FILE = "/var/task/handler.py"
TOO_COMPLEX = "too complex to compile"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any, Callable, Optional, Tuple, Union

    Loaded = Tuple[Optional[Callable[..., Any]], Optional[faults.Fault]]


def load(handler: str = HANDLER) -> "Loaded":
    """Import the module of ``module.function`` from ``sys.path`` and give its function, or the fault."""
    module_name, function_name, fault = split(handler)
    if fault is not None:
        return None, fault
    return _attempt(module_name, function_name, lambda: importlib.import_module(module_name))


def load_source(source: "Union[CodeType, str, bytes]", handler: str = HANDLER, file: str = SOURCE_FILE) -> "Loaded":
    """Run a node's source, or its code object, as the handler's module and give its function, or the fault.

    The module is made as the import system would have made it from ``file`` and stands in ``sys.modules``
    under its name; after a fault it does not. ``file`` need not exist, but source lines in stacks come from it.
    """
    module_name, function_name, fault = split(handler)
    if fault is not None:
        return None, fault
    return _attempt(module_name, function_name, lambda: _run_as_module(module_name, source, file))


def split(handler: str) -> "Tuple[str, str, Optional[faults.Fault]]":
    """Part ``module.function`` at its last dot; a slash in the module's name stands for a dot."""
    module_name, dot, function_name = handler.rpartition(".")
    if not dot or not module_name or not function_name:
        message = "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % handler
        return "", "", _fault("Runtime.MalformedHandlerName", message)
    return module_name.replace("/", "."), function_name, None


def _attempt(module_name: str, function_name: str, run: "Callable[[], ModuleType]") -> "Loaded":
    try:
        function = getattr(run(), function_name, None)
    except BaseException as error:
        faults.reserve.block = None
        sys.modules.pop(module_name, None)
        return None, faults.judge(faults.LOAD, error, lambda raised: _judge(module_name, raised))
    if not callable(function):
        sys.modules.pop(module_name, None)
        message = "Handler '%s' missing on module '%s'" % (function_name, module_name)
        return None, _fault("Runtime.HandlerNotFound", message)
    return function, None


def _run_as_module(module_name: str, source: "Union[CodeType, str, bytes]", file: str) -> "ModuleType":
    spec = spec_from_file_location(module_name, file)
    module = module_from_spec(spec)
    code = _compile(source, file) if isinstance(source, (str, bytes)) else source
    sys.modules[module_name] = module
    exec(code, module.__dict__)
    return sys.modules[module_name]


def _compile(source: "Union[str, bytes]", file: str) -> "CodeType":
    try:
        return compile(source, file, "exec", dont_inherit=True)
    except (MemoryError, RecursionError):
        problem = TOO_COMPLEX
    except (ValueError, OverflowError) as error:
        problem = faults.text_of(error)  # a NUL byte, for one
    raise SyntaxError(problem, (file, 1, 1, None))


def _judge(module_name: str, error: BaseException) -> faults.Fault:
    kind = type(error)
    if issubclass(kind, SyntaxError):
        message = "Syntax error in module '%s': %s" % (module_name, faults.text_of(error))
        return _fault("Runtime.UserCodeSyntaxError", message, faults.stack_of(error) + _place_of_syntax_error(error))
    if issubclass(kind, ImportError):
        message = "Unable to import module '%s': %s" % (module_name, faults.text_of(error))
        return _fault("Runtime.ImportModuleError", message, faults.stack_of(error))
    fault = faults.of_exception(faults.LOAD, error)
    fault.error_message = faults.clean("module initialization error: " + fault.error_message, faults.MESSAGE_LIMIT)
    return fault


def _place_of_syntax_error(error: SyntaxError) -> list:
    if not isinstance(error.filename, str) or not isinstance(error.lineno, int):
        return []
    source = error.text if isinstance(error.text, str) else ""
    return [faults.frame(error.filename, error.lineno, "<module>", source)]


def _fault(error_type: str, message: str, stack: "Optional[list]" = None) -> faults.Fault:
    return faults.Fault(faults.LOAD, error_type, message, stack)
