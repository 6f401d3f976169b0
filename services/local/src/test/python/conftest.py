"""One sandbox for all tests of a run; what a node does to it must not be seen by the next test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import sandbox as engine


@pytest.fixture(scope="session")
def workplace() -> Iterator[Path]:
    folder = engine.workplace()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["bubblewrap", "landlock"])
def shared_sandbox(workplace: Path, request: pytest.FixtureRequest) -> Iterator[engine.Sandbox]:
    made = engine.Sandbox(workplace, mode=request.param)
    yield made
    by_its_signal = -15 if request.param == "bubblewrap" else 128 + 9
    assert made.stop() == by_its_signal, "a sandbox that is stopped was alive until then"


@pytest.fixture
def sandbox(shared_sandbox: engine.Sandbox) -> Iterator[engine.Sandbox]:
    """The shared sandbox; whatever the test did, a healthy turn follows it."""
    yield shared_sandbox
    worker = shared_sandbox.worker('def main(event, context):\n    return {"statusCode": 200, "body": event["body"]}\n')
    assert worker.turn("healthy").value == {"statusCode": 200, "body": '"healthy"'}
    assert worker.stop().reason == "stopped"
    shared_sandbox.disconnect()
