"""What the zygote imports before its first fork, so that no worker pays for it."""

import importlib
import os
import sys

_STANDARD = (
    "base64",
    "collections",
    "copy",
    "datetime",
    "decimal",
    "functools",
    "hashlib",
    "hmac",
    "http.client",
    "itertools",
    "json",
    "logging",
    "math",
    "random",
    "re",
    "string",
    "threading",
    "time",
    "traceback",
    "urllib.parse",
    "urllib.request",
    "uuid",
)
_FOLDERS = ("python/lib/python3.6/site-packages", "python")
_PACKAGES = ("pytz", "requests")


def load() -> None:
    """Import what is there; what is missing or broken is left to the node that asks for it."""
    opt = os.path.dirname(sys.prefix)
    sys.path[:0] = [os.path.join(opt, folder) for folder in _FOLDERS]
    for name in _STANDARD + _PACKAGES:
        try:
            importlib.import_module(name)
        except Exception:
            continue
