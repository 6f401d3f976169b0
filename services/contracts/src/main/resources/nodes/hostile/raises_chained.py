"""Raises while it handles another exception."""


def main(event, context):
    try:
        {}["absent"]
    except KeyError as error:
        raise RuntimeError("the second") from error  # here
