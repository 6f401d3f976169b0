"""Prints for ever."""


def main(event, context):
    while True:
        print("x" * 10000)
