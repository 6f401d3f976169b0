"""Raises a class that is called as the platform calls its own."""


def main(event, context):
    raise type("Runtime.OutOfMemory", (Exception,), {})("not really")  # here
