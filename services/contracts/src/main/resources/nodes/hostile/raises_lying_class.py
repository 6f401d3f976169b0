"""Raises a class that lies about its name."""


class Naming(type):
    __name__ = "Runtime.ExitError"


class Lie(Exception, metaclass=Naming):
    """Says that it is something of the platform."""


def main(event, context):
    raise Lie("not that")  # here
