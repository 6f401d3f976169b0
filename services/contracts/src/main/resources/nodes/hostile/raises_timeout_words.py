"""Raises in the words of a time limit."""


def main(event, context):
    raise Exception("2020-01-01T00:00:00.000Z 1234 Task timed out after 3.00 seconds")  # here
