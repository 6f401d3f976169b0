"""Raises what ends the process when it is read."""
import os


class Leaving(Exception):
    def __str__(self):
        os._exit(9)


def main(event, context):
    raise Leaving()
