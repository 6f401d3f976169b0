"""Raises what cannot be read."""


class Unreadable(Exception):
    def __str__(self):
        raise RuntimeError("no text for you")

    __repr__ = __str__


def main(event, context):
    raise Unreadable()  # here
