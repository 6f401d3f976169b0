"""Raises with 10 MB to say."""


def main(event, context):
    raise ValueError("x" * 10000000)  # here
