"""Raises a class with an odd name."""


def main(event, context):
    raise type("Üb\n\x00er" * 1000, (Exception,), {})("odd")  # here
