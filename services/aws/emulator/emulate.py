"""Run ministack so that functions are executed as on AWS: see ministack.sh."""

import ast
import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys
import threading
from typing import Any, Callable, Dict

import ministack.app
from ministack.core import lambda_runtime
from ministack.services import lambda_svc

RUNTIME = os.environ["EMULATOR_RUNTIME"]
STATE = os.environ["TMPDIR"]
LAYERS = threading.Lock()
Environment = Dict[str, str]

PYTHON = """#!/bin/sh
unset BIND_HOST EMULATOR_RUNTIME EMULATOR_UNPACK GATEWAY_PORT LOG_LEVEL
exec {root}/py36/lib/ld-linux-x86-64.so.2 --library-path {root}/py36/lib {root}/py36/bin/python3.6 "$@"
"""

# A function of provided.al2023 sees its code, its layers and a /tmp of its own.
BOOTSTRAP = """#!/bin/sh
exec bwrap --die-with-parent --unshare-all --share-net --ro-bind "$EMULATOR_OPT" /opt --ro-bind {code} /var/task \\
  --new-session --tmpfs /tmp --proc /proc --dev /dev --ro-bind /etc/resolv.conf /etc/resolv.conf --chdir /var/task \\
  --unsetenv EMULATOR_OPT --unsetenv PWD /opt/bootstrap
"""
# Lambda's own, beside those that ministack sets
VARIABLES = {
    "LAMBDA_TASK_ROOT": "/var/task",
    "LAMBDA_RUNTIME_DIR": "/var/runtime",
    "LANG": "en_US.UTF-8",
    "TZ": ":UTC",
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/bin",
}


def write_program(path: str, text: str) -> str:
    """Write an executable file."""
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, 0o755)  # noqa: S103
    return path


def layers_folder(config: Dict[str, Any]) -> str:
    """Unpack a function's layers over each other, once for each list of layers."""
    references = config.get("Layers") or []
    zips = [lambda_svc._resolve_layer_zip(reference) for reference in references]
    name = hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in zips)).hexdigest()
    folder = os.path.join(STATE, "opt-" + name)
    with LAYERS:
        if not os.path.isdir(folder):
            os.makedirs(folder + ".new")
            for number, content in enumerate(zips):
                file = os.path.join(STATE, "layer-%d.zip" % number)
                with open(file, "wb") as copy:
                    copy.write(content)
                unpack = [sys.executable, os.environ["EMULATOR_UNPACK"], file, folder + ".new"]
                subprocess.run(unpack, check=True)  # noqa: S603
                os.remove(file)
            os.rename(folder + ".new", folder)
    return folder


def with_bootstrap(code_folder: Callable[[bytes], str]) -> Callable[[bytes], str]:
    """Give code that brings no bootstrap the one of its layers, as Lambda does."""

    def folder_of(code_zip: bytes) -> str:
        folder = code_folder(code_zip)
        bootstrap = os.path.join(folder, "bootstrap")
        # Held while a process is started: else that process may hold the file open for writing
        with lambda_svc._provided_code_lock:
            if not os.path.exists(bootstrap):
                write_program(bootstrap + ".new", BOOTSTRAP.format(code=folder))
                os.rename(bootstrap + ".new", bootstrap)
        return folder

    return folder_of


def with_layers(environment: Callable[..., Environment]) -> Callable[..., Environment]:
    """Tell that bootstrap where the layers are, and keep from it what is this process's own."""

    def environment_of(config: Dict[str, Any], code_dir: str, port: int) -> Environment:
        made = environment(config, code_dir, port)
        kept = {name: value for name, value in made.items() if name not in os.environ and name != "AWS_ENDPOINT_URL"}
        kept.update(VARIABLES)
        kept["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + config.get("Runtime", "")
        kept["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/" + config.get("FunctionName", "")
        kept["EMULATOR_OPT"] = layers_folder(config)
        return kept

    return environment_of


class LastingParent:
    """The module subprocess for ministack's workers: --die-with-parent follows the thread that started a process."""

    starter = concurrent.futures.ThreadPoolExecutor(1)

    def __getattr__(self, name: str) -> Any:
        """Whatever else the module has."""
        return getattr(subprocess, name)

    def Popen(self, *arguments: Any, **options: Any) -> "subprocess.Popen[Any]":  # noqa: N802
        """Start a process from a thread that never ends."""
        return self.starter.submit(subprocess.Popen, *arguments, **options).result()


def as_lambda_tells(execute: Callable[..., Dict[str, Any]]) -> Callable[..., Dict[str, Any]]:
    """Begin logs as Lambda does, and tell of code that cannot be loaded: what the runtime told, or how it exited."""

    def executed(func: Dict[str, Any], event: Any, request_id: str) -> Dict[str, Any]:
        result = execute(func, event, request_id)
        start = f"START RequestId: {request_id} Version: {func.get('config', func).get('Version', '')}\n"
        result["log"] = start + (result.get("log") or "")
        body = result.get("body")
        message = body.get("errorMessage", "") if result.get("error") and isinstance(body, dict) else ""
        exited = re.match(r"bootstrap exited during init with code (-?\d+)", message)
        if message.startswith("init error: {"):
            result["body"] = ast.literal_eval(message[len("init error: ") :])
        elif exited:
            code = int(exited.group(1))
            reason = "signal: killed" if code in (-9, 137) else f"exit status {code}"
            told = f"RequestId: {request_id} Error: Runtime exited with error: {reason}"
            result["body"] = {"errorType": "Runtime.ExitError", "errorMessage": told}
            result["log"] = (
                "INIT_REPORT Init Duration: 1.00 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError\n"
                + start
                + message[exited.end() :].lstrip(": ")
            )
        return result

    return executed


def main() -> None:
    """Mend what ministack lacks, and serve."""
    python = write_program(os.path.join(STATE, "python3.6"), PYTHON.format(root=RUNTIME))
    lambda_runtime._detect_runtime_binary = lambda runtime: (python, lambda_runtime._PYTHON_WORKER_SCRIPT)
    lambda_svc._provided_runtime_code_dir = with_bootstrap(lambda_svc._provided_runtime_code_dir)
    lambda_svc._provided_worker_env = with_layers(lambda_svc._provided_worker_env)
    lambda_svc._execute_function_provided_warm = as_lambda_tells(lambda_svc._execute_function_provided_warm)
    lambda_runtime.subprocess = LastingParent()
    ministack.app.main()


if __name__ == "__main__":
    main()
