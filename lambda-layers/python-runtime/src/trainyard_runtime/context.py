"""The second argument of ``main``: what Lambda tells a function about itself and its invocation."""

import sys
from time import time

from trainyard_runtime import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Mapping, Optional


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

    __slots__ = ("cognito_identity_id", "cognito_identity_pool_id")

    def __init__(self, given: "Optional[str]") -> None:
        self.cognito_identity_id = self.cognito_identity_pool_id = None  # type: Optional[str]
        if given:
            told = _object(given)
            self.cognito_identity_id = told.get("cognitoIdentityId")
            self.cognito_identity_pool_id = told.get("cognitoIdentityPoolId")


class Client:
    """The mobile application that called, as AWS's Mobile SDK describes it."""

    __slots__ = ("app_package_name", "app_title", "app_version_code", "app_version_name", "installation_id")

    def __init__(self, given: "Mapping[str, Any]") -> None:
        for name in self.__slots__:
            setattr(self, name, given.get(name))


class ClientContext:
    """What the caller told of itself; a bot's turn never does."""

    __slots__ = ("client", "custom", "env")

    def __init__(self, given: "Mapping[str, Any]") -> None:
        client = given.get("client")
        self.client = Client(client) if isinstance(client, dict) else None
        self.custom = given.get("custom")
        self.env = given.get("env")


class Context:
    """The context object of one turn. ``deadline_ms`` counts from the epoch, in milliseconds.

    ``client_context`` and ``identity`` are JSON as Lambda's Runtime API gives it, or None.
    """

    def __init__(
        self,
        function: Function,
        request_id: str,
        deadline_ms: float,
        arn: str,
        client_context: "Optional[str]" = None,
        identity: "Optional[str]" = None,
    ) -> None:
        self.aws_request_id = request_id
        self.invoked_function_arn = arn
        self.function_name = function.name
        self.function_version = function.version
        self.memory_limit_in_mb = function.memory_limit_in_mb
        self.log_group_name = function.log_group_name
        self.log_stream_name = function.log_stream_name
        self.client_context = ClientContext(_object(client_context)) if client_context else None
        self.identity = CognitoIdentity(identity)
        self._deadline_ms = deadline_ms

    def get_remaining_time_in_millis(self) -> int:
        """Tell how long the turn may still take; never below 0."""
        return max(int(self._deadline_ms - time() * 1000), 0)

    def log(self, message: object) -> None:
        """Write ``str(message)`` to the log, as a line of its own."""
        text = str(message)
        sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _object(given: "Optional[str]") -> "Mapping[str, Any]":
    """Read a JSON object; anything else tells nothing."""
    if not given:
        return {}
    try:
        # Headers are read as Latin-1, and their JSON is UTF-8
        told = json_text.decode(given.encode("latin-1", "replace"))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
