"""Every test starts without a handler module and leaves logging and the import path as they were."""

import logging
import sys

import pytest


@pytest.fixture(autouse=True)
def _restore():
    root = logging.getLogger()
    handlers, level, path = list(root.handlers), root.level, list(sys.path)
    yield
    root.handlers[:], sys.path[:] = handlers, path
    root.setLevel(level)
    sys.modules.pop("handler", None)
