"""Computes for ever without coming back to Python."""


def main(event, context):
    return len(str((10 ** 7) ** (10 ** 6)))
