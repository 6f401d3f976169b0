"""Raises what is read as something else than text."""


class Wrong(Exception):
    def __str__(self):
        return 5


def main(event, context):
    raise Wrong()  # here
