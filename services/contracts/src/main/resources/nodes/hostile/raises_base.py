"""Raises what is no Exception."""


class Odd(BaseException):
    """Nothing that anybody catches."""


def main(event, context):
    raise Odd("not to be caught")  # here
