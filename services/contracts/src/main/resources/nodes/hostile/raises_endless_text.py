"""Raises what takes for ever to be read."""
import time


class Endless(Exception):
    def __str__(self):
        while True:
            time.sleep(60)


def main(event, context):
    raise Endless()
