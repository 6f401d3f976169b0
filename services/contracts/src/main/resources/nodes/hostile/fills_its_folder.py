"""Fills its temporary folder, and waits."""
import time


def main(event, context):
    with open("/tmp/full", "wb", buffering=0) as file:
        try:
            for _ in range(10000):
                file.write(b"x" * 1000000)
        except OSError:
            pass
    time.sleep(60)
