"""Raises what is no exception at all."""


def main(event, context):
    raise 5  # here
