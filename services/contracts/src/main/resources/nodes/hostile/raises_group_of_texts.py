"""Raises with several arguments of odd kinds."""


def main(event, context):
    raise ValueError(b"bytes", None, {1: [2]}, "\ud800")  # here
