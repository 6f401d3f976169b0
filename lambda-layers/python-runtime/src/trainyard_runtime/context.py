"""The second argument of ``main``: what Lambda tells a function about itself and its invocation."""

import sys
from time import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Mapping, Optional


class Function:
    """What is the same for every turn of a process; read once, before node code could change it."""

    __slots__ = ("log_group_name", "log_stream_name", "memory_limit_in_mb", "name", "version")

    def __init__(
        self,
        name: "Optional[str]",
        version: "Optional[str]",
        memory_limit_in_mb: "Optional[str]",
        log_group_name: "Optional[str]",
        log_stream_name: "Optional[str]",
    ) -> None:
        self.name = name
        self.version = version
        self.memory_limit_in_mb = memory_limit_in_mb
        self.log_group_name = log_group_name
        self.log_stream_name = log_stream_name

    @classmethod
    def from_environment(cls, environment: "Mapping[str, str]") -> "Function":
        """Take the values from Lambda's own variables; a missing one is None, as on Lambda."""
        return cls(
            environment.get("AWS_LAMBDA_FUNCTION_NAME"),
            environment.get("AWS_LAMBDA_FUNCTION_VERSION"),
            environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
            environment.get("AWS_LAMBDA_LOG_GROUP_NAME"),
            environment.get("AWS_LAMBDA_LOG_STREAM_NAME"),
        )


class CognitoIdentity:
    """The caller's identity; a bot's turn never has one."""

    def __init__(self) -> None:
        self.cognito_identity_id = None
        self.cognito_identity_pool_id = None


class Context:
    """The context object of one turn. ``deadline_ms`` counts from the epoch, in milliseconds."""

    def __init__(self, function: Function, request_id: str, deadline_ms: float, arn: str) -> None:
        self.aws_request_id = request_id
        self.invoked_function_arn = arn
        self.function_name = function.name
        self.function_version = function.version
        self.memory_limit_in_mb = function.memory_limit_in_mb
        self.log_group_name = function.log_group_name
        self.log_stream_name = function.log_stream_name
        self.client_context = None
        self.identity = CognitoIdentity()
        self._deadline_ms = deadline_ms

    def get_remaining_time_in_millis(self) -> int:
        """Tell how long the turn may still take; never below 0."""
        return max(int(self._deadline_ms - time() * 1000), 0)

    def log(self, message: object) -> None:
        """Write ``str(message)`` to the log, as a line of its own."""
        text = str(message)
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
